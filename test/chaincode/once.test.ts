import assert from 'node:assert/strict'
import { hour, pharmacies, regulator, t0, wholesalers } from '../domain/given.ts'
import { done, registered, touchOf } from './admitted.ts'
import type { MemoryLedger } from './memoryLedger.ts'

describe('once only', () => {
  let ledger: MemoryLedger
  let requestId: string
  const now = t0 + hour
  const call = { as: pharmacies, now }
  beforeEach(async () => {
    ledger = await registered()
    requestId = ledger.requestIdAt(now)
    await done(ledger, 'pack:supply', touchOf('S1'), { ...call, requestId })
  })

  it('the same request gives the same event, and writes and emits nothing', async () => {
    const first = await done(ledger, 'pack:supply', touchOf('S2'), {
      ...call,
      requestId: ledger.requestIdAt(now),
    })
    const again = await ledger.submit('pack:supply', touchOf('S1'), { ...call, requestId, now: now + hour })
    assert.ok(first.answer)
    assert.equal(first.answer.repeated, false)
    assert.equal(again.answer?.repeated, true)
    assert.deepEqual(again.answer.event, { ...first.answer.event, packId: touchOf('S1').packId })
    assert.deepEqual([again.writes, again.event], [{}, null])
  })

  it('a repeat is answered even where the rules would refuse the move now', async () => {
    const recall = {
      gtin: touchOf('S1').gtin,
      lot: touchOf('S1').lot,
      by: '9506000100036',
      class: 1,
      reason: 'x',
    }
    await done(ledger, 'batch:recall', recall as never, { as: regulator, now })
    const again = await ledger.submit('pack:supply', touchOf('S1'), { ...call, requestId })
    assert.equal(again.answer?.repeated, true)
  })

  it('the same id with another input or function is refused', async () => {
    for (const [fn, serial] of [
      ['pack:supply', 'S2'],
      ['pack:lock', 'S1'],
    ] as const) {
      const { violation, writes } = await ledger.submit(fn, touchOf(serial), { ...call, requestId })
      assert.equal(violation?.code, 'REQUEST_ID_REUSED')
      assert.deepEqual(writes, {})
    }
  })

  it('is kept for each organisation: another may draw the same id', async () => {
    const { answer } = await ledger.submit('pack:reportStolen', touchOf('S3'), {
      as: wholesalers,
      now,
      requestId,
    })
    assert.equal(answer?.repeated, false)
  })

  it('a refusal is not kept: the same id may be used when the cause is gone', async () => {
    const id = ledger.requestIdAt(now)
    const refusal = await ledger.submit('pack:supply', touchOf('S1', 2), { ...call, requestId: id })
    assert.equal(refusal.violation?.code, 'MOVE_NOT_ALLOWED')
    await done(ledger, 'pack:supply', touchOf('S4'), { ...call, requestId: id })
  })

  it('records older than 30 days are pruned, and their ids stay refused', async () => {
    const key = [...ledger.state.keys()].find((held) => held.endsWith(requestId)) ?? assert.fail('no record')
    const later = now + 31 * 24 * hour
    const { writes } = await done(ledger, 'request:prune', { keys: [key] }, { as: regulator, now: later })
    assert.equal(writes[key], null)
    assert.equal(ledger.state.has(key), false)
    const again = await ledger.submit('pack:supply', touchOf('S1'), { as: pharmacies, now: later, requestId })
    assert.equal(again.violation?.code, 'REQUEST_EXPIRED')
  })
})
