import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  packMoves,
  type Msp,
  type PackMove,
  type PackRecord,
  type PackState,
} from '../../chaincode/src/domain/ledgerApi.ts'
import { decideMove, decideUndo } from '../../chaincode/src/domain/pack.ts'
import { canMove } from '../../chaincode/src/domain/transitions.ts'
import { RuleViolation } from '../../chaincode/src/domain/violation.ts'
import { amoxil500, at, batch, h, hour, lotA, manufacturers, openingAt, organisation } from './given.ts'
import { packIdOf, pharmacies, proofOf, regulator, t0, tagAt, wholesalers, written } from './given.ts'

const packId = packIdOf('S1')
const proof = proofOf('S1')

interface Attempt {
  what: PackMove | 'undo'
  by: Msp
  waitHours: number
}
const attempts = fc.array(
  fc.record({
    what: fc.constantFrom(...packMoves, 'undo' as const),
    by: fc.constantFrom(manufacturers, wholesalers, pharmacies, regulator),
    waitHours: fc.constantFrom(0, 1, 100, 240, 241),
  }),
  { minLength: 1, maxLength: 12 },
)

/** The record after the attempt, or null where it was refused. Each organisation works at one site. */
function next({ what, by }: Attempt, pack: PackRecord | null, now: number): PackRecord | null {
  const last = pack?.seq ?? 0
  const seq = last + 1
  const tag = tagAt(by, packId, seq)
  const world = { organisation: organisation(by), batch: batch(), stop: null, pack }
  try {
    const decision =
      what === 'undo'
        ? decideUndo(h, at(now, by), { packId, opening: openingAt(by, packId, last), seq, tag }, world)
        : decideMove(h, at(now, by), what, { packId, gtin: amoxil500, lot: lotA, seq, tag, proof }, world)
    return written<PackRecord>(decision, `pack/${packId}`)
  } catch (error) {
    assert.ok(error instanceof RuleViolation, String(error))
    return null
  }
}

describe('pack: whatever is tried in whatever order', () => {
  it('every touch follows the table, counts one up, and what is final stays', () => {
    fc.assert(
      fc.property(attempts, (tries) => {
        let pack = null as PackRecord | null
        let now = t0
        for (const attempt of tries) {
          now += attempt.waitHours * hour
          const before = pack
          const after = next(attempt, before, now)
          if (after === null) continue
          const state: PackState = before?.state ?? 'active'
          assert.equal(after.seq, (before?.seq ?? 0) + 1)
          assert.equal(after.touch.from, state)
          assert.ok(state !== 'destroyed' && state !== 'stolen', `${attempt.what} of what is ${state}`)
          if (attempt.what === 'undo') assertUndone(before, after, attempt, now)
          else assert.ok(canMove(state, attempt.what))
          pack = after
        }
      }),
      { numRuns: 500 },
    )
  })
})

function assertUndone(before: PackRecord | null, after: PackRecord, { by }: Attempt, now: number) {
  assert.ok(before)
  assert.equal(after.state, before.touch.from)
  assert.equal(before.touch.org, by)
  assert.ok(before.touch.move !== 'undo')
  if (before.touch.move !== 'lock') assert.ok(now - before.touch.at <= 240 * hour)
}
