import assert from 'node:assert/strict'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import type { OpenLedger } from '../describeLedger.ts'
import type { Step } from '../noteContract.ts'
import { look, take, valueOf } from '../takeNotes.ts'
import { isViolation } from './isViolation.ts'

const minute = 60_000

export function describeRefusals(opened: () => OpenLedger): void {
  const ledger = () => opened().ledger

  async function refusesWithoutTrace(steps: Step[], expected: (error: unknown) => true): Promise<void> {
    const height = await ledger().height()
    await assert.rejects(take(ledger(), steps), expected)
    assert.equal(await ledger().height(), height)
  }

  describe('a refused transaction writes nothing', () => {
    it('when a rule says no: code and facts arrive', async () => {
      await refusesWithoutTrace(
        [{ do: 'put', key: 'refused', value: 'x' }, { do: 'refuse' }],
        isViolation('ROLE_MISSING', { role: 'pharmacy' }),
      )
      assert.equal(await valueOf(ledger(), 'refused'), '')
    })

    it('when the contract throws no error at all', async () => {
      await refusesWithoutTrace([{ do: 'throwNothing' }], isNoViolation)
    })

    it('when the contract waits for ever', async () => {
      await refusesWithoutTrace(
        [{ do: 'put', key: 'late', value: 'x' }, { do: 'waitForEver' }],
        isNoViolation,
      )
    })

    it('when it writes more than 1,000 keys; 999 and its once-only record pass', async () => {
      await refusesWithoutTrace(
        [{ do: 'putMany', prefix: 'many', count: 1000, size: 1 }],
        isViolation('INPUT_INVALID'),
      )
      await take(ledger(), [{ do: 'putMany', prefix: 'many', count: 999, size: 1 }])
    })

    it('when it is larger than 1 MiB', async () => {
      await refusesWithoutTrace(
        [{ do: 'putMany', prefix: 'large', count: 1, size: 1024 * 1024 }],
        isViolation('INPUT_INVALID'),
      )
      await take(ledger(), [{ do: 'putMany', prefix: 'large', count: 1, size: 1024 * 1024 - 2000 }])
    })

    it('when a key is empty, longer than 512 bytes, or not ASCII; 512 pass', async () => {
      for (const key of ['', 'k'.repeat(513), 'clé']) {
        await refusesWithoutTrace([{ do: 'put', key, value: 'x' }], isNoViolation)
      }
      await take(ledger(), [{ do: 'put', key: 'k'.repeat(512), value: 'x' }])
    })

    it('when nobody knows the organisation, the contract or the transaction', async () => {
      await assert.rejects(take(ledger(), [], { as: 'NobodyMSP' }), isViolation('ORGANISATION_UNKNOWN'))
      await assert.rejects(ledger().evaluate('nothing:look', {}, { as: 'RegulatorMSP' }), isNoViolation)
      await assert.rejects(ledger().evaluate('note:overlook', {}, { as: 'RegulatorMSP' }), isNoViolation)
    })
  })

  describe('time', () => {
    it('may be up to five minutes off, and not more', async function () {
      const { skewClient } = opened()
      if (skewClient === undefined) return this.skip()
      for (const skew of [4 * minute, -4 * minute]) {
        skewClient(skew)
        await take(ledger(), [{ do: 'time' }])
      }
      for (const skew of [6 * minute, -6 * minute]) {
        skewClient(skew)
        await assert.rejects(take(ledger(), [{ do: 'time' }]), Unavailable)
      }
      skewClient(0)
      assert.equal((await look(ledger(), [{ do: 'time' }])).length, 1)
    })
  })
}

function isNoViolation(error: unknown): true {
  assert.ok(error instanceof Error)
  assert.equal(error.name, 'Error')
  return true
}
