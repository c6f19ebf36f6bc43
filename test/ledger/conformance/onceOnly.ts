import assert from 'node:assert/strict'
import { v7 } from 'uuid'
import { validationCodes, type Ledger } from '../../../server/src/ledger/port.ts'
import { take, transactionsFrom } from '../takeNotes.ts'
import { isViolation } from './isViolation.ts'

export function describeOnceOnly(ledger: () => Ledger): void {
  describe('a request happens once', () => {
    it("answers the second with the first's event and orders nothing", async () => {
      const requestId = v7()
      const steps = [{ do: 'put', key: 'once', value: 'x' } as const]
      const first = await take(ledger(), steps, { requestId })
      const height = await ledger().height()
      const second = await take(ledger(), steps, { requestId })
      assert.deepEqual([first.repeated, second.repeated], [false, true])
      assert.deepEqual(second.event, first.event)
      assert.equal(second.txId, first.txId)
      assert.equal(await ledger().height(), height)
    })

    it('holds for two at the same time', async () => {
      const requestId = v7()
      const from = await ledger().height()
      const steps = [{ do: 'put', key: 'twice', value: 'x' } as const]
      const receipts = await Promise.all([
        take(ledger(), steps, { requestId }),
        take(ledger(), steps, { requestId }),
      ])
      assert.deepEqual(receipts.map(({ repeated }) => repeated).sort(), [false, true])
      const valid = (await transactionsFrom(ledger(), from)).filter(
        ({ code }) => code === validationCodes.valid,
      )
      assert.equal(valid.length, 1)
      assert.equal(valid[0]?.requestId, requestId)
    })

    it('refuses the id for another input', async () => {
      const requestId = v7()
      await take(ledger(), [{ do: 'put', key: 'reused', value: 'x' }], { requestId })
      await assert.rejects(
        take(ledger(), [{ do: 'put', key: 'reused', value: 'y' }], { requestId }),
        isViolation('REQUEST_ID_REUSED', { requestId }),
      )
    })
  })
}
