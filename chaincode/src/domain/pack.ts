/** What happens to one pack: moves by the transition table, and their undoing. */
import { requireOpening } from './actor.ts'
import { refuseStopped, requireBatch, stopsOf, type BatchStop } from './batch.ts'
import { fromBase64url } from './bytes.ts'
import type { Act, Decision } from './decision.ts'
import { invalid } from './input.ts'
import type { BatchRecord, Hash, OrganisationRecord, PackMove, PackRecord, PackState } from './ledgerApi.ts'
import type { PackTouchInput, StopRecord, TransactionEvent, TransactionInput } from './ledgerApi.ts'
import { entryOf, type Hashing } from './names.ts'
import { findEntry } from './packTree.ts'
import { requireRole } from './participant.ts'
import { stateKey } from './stateKeys.ts'
import { refuseClockBehind } from './time.ts'
import { canMove, rolesFor, transitions } from './transitions.ts'
import { RuleViolation } from './violation.ts'

type PackTouched = TransactionEvent<'pack:undo'>

export interface MoveWorld {
  /** Of the organisation that signs. */
  organisation: OrganisationRecord | null
  batch: BatchRecord | null
  stop: StopRecord | null
  pack: PackRecord | null
}

/** One row of the transition table, applied. A pack without a record is active once it is proved to be of the batch. */
export function decideMove(
  h: Hashing,
  act: Act,
  move: PackMove,
  input: PackTouchInput,
  world: MoveWorld,
): Decision<PackTouched> {
  const { packId, gtin, lot } = input
  const organisation = requireRole(world.organisation, act.msp, transitions[move].who)
  const batch = requireBatch(world.batch, gtin, lot)
  const from = stateOf(h, input, batch, world.pack)
  if (!canMove(from, move)) throw new RuleViolation('MOVE_NOT_ALLOWED', { packId, move, state: from })
  const stops = stopsOf(batch, world.stop, act.now)
  if (!organisation.roles.some((role) => rolesFor(move, stops).includes(role))) refuseStopped(batch, stops)
  const seq = nextSeq(input, world.pack)
  refuseClockBehind(act.now, Math.max(batch.at, world.pack?.touch.at ?? 0))
  return touched(act, input, {
    move,
    from,
    to: transitions[move].to,
    seq,
  })
}

/** The pack's state; without a record, `active`, provided that the input proves it a member of the batch. */
function stateOf(h: Hashing, input: PackTouchInput, batch: BatchRecord, pack: PackRecord | null): PackState {
  const { packId, gtin, lot, proof } = input
  if (pack !== null) {
    if (pack.gtin === gtin && pack.lot === lot) return pack.state
    throw new RuleViolation('PACK_IN_OTHER_BATCH', { packId, gtin: pack.gtin, lot: pack.lot })
  }
  if (proof === null) throw invalid('proof', 'is needed for the first touch of a pack')
  const tree = batch.packs[proof.tree]
  if (tree === undefined) throw new RuleViolation('PROOF_INVALID', { packId, tree: proof.tree })
  const entry = entryOf(h, fromBase64url(packId))
  const found = findEntry(h, fromBase64url(tree.root), tree.depth, entry, fromBase64url(proof.bytes))
  if (found === 'invalid') throw new RuleViolation('PROOF_INVALID', { packId, tree: proof.tree })
  if (found === 'absent') throw new RuleViolation('PACK_NOT_IN_BATCH', { packId, gtin, lot })
  return 'active'
}

/**
 * The number of this touch. The tag was made for it: stored under another number, it could never be opened again, and the
 * touch never be undone.
 */
function nextSeq({ packId, seq }: { packId: Hash; seq: number }, pack: PackRecord | null): number {
  const next = (pack?.seq ?? 0) + 1
  if (seq !== next) throw new RuleViolation('PACK_TOUCHED_MEANWHILE', { packId, seq, next })
  return next
}

export type UndoObstacle =
  | { code: 'UNDO_IMPOSSIBLE'; move: PackMove | 'undo' }
  | { code: 'UNDO_TOO_LATE'; until: number }
  | { code: 'STOPPED'; stops: readonly BatchStop[] }

/** What keeps the last touch from being undone, whoever asks; null where nothing does. */
export function undoObstacle(
  touch: PackRecord['touch'],
  stops: readonly BatchStop[],
  now: number,
): UndoObstacle | null {
  const { move, at } = touch
  if (move === 'undo' || transitions[move].undoMs === 0) return { code: 'UNDO_IMPOSSIBLE', move }
  const until = at + transitions[move].undoMs
  if (now > until) return { code: 'UNDO_TOO_LATE', until }
  return stops.length > 0 ? { code: 'STOPPED', stops } : null
}

export type UndoWorld = Omit<MoveWorld, 'organisation'>

/** Article 13: same organisation and site, in time, and not once the batch is expired, recalled or withdrawn. */
export function decideUndo(
  h: Hashing,
  act: Act,
  input: TransactionInput<'pack:undo'>,
  { batch: found, stop, pack }: UndoWorld,
): Decision<PackTouched> {
  const { packId, opening, tag } = input
  if (pack === null) throw new RuleViolation('PACK_UNTOUCHED', { packId })
  const batch = requireBatch(found, pack.gtin, pack.lot)
  const stops = stopsOf(batch, stop, act.now)
  const obstacle = undoObstacle(pack.touch, stops, act.now)
  if (obstacle?.code === 'UNDO_IMPOSSIBLE') {
    throw new RuleViolation('UNDO_IMPOSSIBLE', { packId, move: obstacle.move, state: pack.state })
  }
  const seq = nextSeq(input, pack)
  requireOpening(h, act, pack.touch, opening, { packId })
  if (obstacle?.code === 'UNDO_TOO_LATE') {
    throw new RuleViolation('UNDO_TOO_LATE', { packId, until: obstacle.until, now: act.now })
  }
  if (obstacle?.code === 'STOPPED') refuseStopped(batch, obstacle.stops)
  refuseClockBehind(act.now, pack.touch.at)
  const { gtin, lot, state, touch } = pack
  return touched(act, { packId, gtin, lot, tag }, { move: 'undo', from: state, to: touch.from, seq })
}

interface Touch {
  move: PackMove | 'undo'
  from: PackState
  to: PackState
  seq: number
}

function touched(
  act: Act,
  { packId, gtin, lot, tag }: Omit<PackTouchInput, 'proof' | 'seq'>,
  { move, from, to, seq }: Touch,
): Decision<PackTouched> {
  const touch: PackRecord['touch'] = { org: act.msp, tag, move, from, at: act.now }
  const pack: PackRecord = { v: 1, gtin, lot, state: to, seq, touch }
  return {
    writes: [{ key: stateKey.pack(packId), record: pack }],
    event: {
      type: 'pack.touched',
      packId,
      gtin,
      lot,
      state: to,
      from,
      move,
      org: act.msp,
      seq,
      at: act.now,
    },
  }
}
