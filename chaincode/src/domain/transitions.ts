/**
 * The life cycle of a pack on one screen, after Commission Delegated Regulation (EU) 2016/161 (articles 12, 13, 22, 25;
 * repackaging 16; stolen packs 40; free samples 41). Contracts, verdicts and pages all read this table.
 */
import type { BatchStop } from './batch.ts'
import { packMoves, roles, type PackMove, type PackState, type Role } from './ledgerApi.ts'
import { hourMs } from './time.ts'

export interface Transition {
  readonly from: readonly PackState[]
  readonly to: PackState
  readonly who: readonly Role[]
  /** Of these, who may still do it while the batch is expired, recalled or withdrawn. */
  readonly whenStopped: readonly Role[]
  /** For how many ms after the move it may be undone: that ms itself still passes; 0 is never. */
  readonly undoMs: number
}

/** Article 13: at most ten days after. */
const tenDays = 240 * hourMs
const anyTime = Number.POSITIVE_INFINITY
const never = 0
const nobody: readonly Role[] = []
const anyone = roles
const anyButCarrier = roles.filter((role) => role !== 'carrier')
const trade: readonly Role[] = ['manufacturer', 'wholesaler']
const dispensers: readonly Role[] = ['pharmacy', 'hospital']
const inspectors: readonly Role[] = ['regulator', 'wholesaler']
const handlers: readonly Role[] = [...trade, ...dispensers]

// prettier-ignore
export const transitions: { readonly [Move in PackMove]: Transition } = {
  supply:         { from: ['active'],                          to: 'supplied',    who: dispensers,    whenStopped: nobody,        undoMs: tenDays },
  export:         { from: ['active'],                          to: 'exported',    who: trade,         whenStopped: nobody,        undoMs: tenDays },
  sample:         { from: ['active'],                          to: 'sampled',     who: inspectors,    whenStopped: ['regulator'], undoMs: tenDays },
  giveFreeSample: { from: ['active'],                          to: 'free-sample', who: trade,         whenStopped: nobody,        undoMs: tenDays },
  checkOut:       { from: ['active'],                          to: 'checked-out', who: handlers,      whenStopped: nobody,        undoMs: tenDays },
  lock:           { from: ['active'],                          to: 'locked',      who: anyButCarrier, whenStopped: anyButCarrier, undoMs: anyTime },
  destroy:        { from: ['active', 'locked'],                to: 'destroyed',   who: handlers,      whenStopped: handlers,      undoMs: never },
  reportStolen:   { from: ['active', 'locked', 'checked-out'], to: 'stolen',      who: anyone,        whenStopped: anyone,        undoMs: never },
}

/** Who may make this move, of a batch that these things stop. */
export function rolesFor(move: PackMove, stops: readonly BatchStop[]): readonly Role[] {
  const { who, whenStopped } = transitions[move]
  return stops.length === 0 ? who : whenStopped
}

/** Is the move legal from this state, whoever makes it? */
export function canMove(state: PackState, move: PackMove): boolean {
  return transitions[move].from.includes(state)
}

/** The moves that somebody with these roles may make now; for the counter's buttons and for verdicts. */
export function allowedMoves(
  state: PackState,
  stops: readonly BatchStop[],
  held: readonly Role[],
): PackMove[] {
  return packMoves.filter(
    (move) => canMove(state, move) && rolesFor(move, stops).some((role) => held.includes(role)),
  )
}
