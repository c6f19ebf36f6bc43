/** What the counter says of taking a move back, held to the table of transitions. */
import assert from 'node:assert/strict'
import { packMoves } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { isFinal, moves, undoUntil } from '../../../../scanner-web/src/pages/counter/moves.ts'
import { timeLeft } from '../../../../scanner-web/src/pages/counter/timeLeft.ts'

const day = 86_400_000

describe('the moves at the counter', () => {
  it('know every move of the ledger, and undo', () => {
    assert.deepEqual(Object.keys(moves).sort(), [...packMoves, 'undo'].sort())
  })
  it('ask twice for what nobody can undo, and only for that', () => {
    const final = packMoves.filter(isFinal)
    assert.deepEqual(final, ['destroy', 'reportStolen'])
  })
  it('may be taken back for ten days, a lock at any time, what is final never', () => {
    assert.equal(undoUntil('supply', 1000), 1000 + 10 * day)
    assert.equal(undoUntil('lock', 1000), Infinity)
    assert.equal(undoUntil('destroy', 1000), null)
    assert.equal(undoUntil('undo', 1000), null)
  })
})

describe('the time left', () => {
  for (const [ms, days, clock] of [
    [10 * day, 10, '00:00:00'],
    [10 * day - 1, 9, '23:59:59'],
    [3_661_000, 0, '01:01:01'],
    [999, 0, '00:00:00'],
    [-5, 0, '00:00:00'],
  ] as const) {
    it(`is ${days} days ${clock} of ${ms} ms`, () => assert.deepEqual(timeLeft(ms), { days, clock }))
  }
})
