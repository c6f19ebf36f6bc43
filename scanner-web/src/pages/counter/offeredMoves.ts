import { may, type Me } from '../../api/session.ts'
import { moves, undoUntil, type Move } from './moves.ts'
import type { ScannedPack } from './round.ts'

/**
 * What may be done with the pack now: as the server said when it answered, and after a move of ours, what the table of
 * transitions says of undoing it.
 */
export function offeredMoves({ answer, act, asking, problem }: ScannedPack, me: Me): readonly Move[] {
  if (act?.stage === 'done') {
    if (act.move === 'undo') return []
    return undoUntil(act.move, act.answer?.at ?? 0) !== null && may(me, moves.undo.permission) ? ['undo'] : []
  }
  if (act?.stage === 'unknown' || asking || problem !== null) return []
  return answer?.moves ?? []
}

/** ms since 1970; null where nothing can be undone. */
export function undoDeadline({ answer, act }: ScannedPack): number | null {
  if (act?.stage === 'done' && act.answer !== null) return undoUntil(act.move, act.answer.at)
  const touch = answer?.pack?.lastTouch ?? null
  return touch === null || touch.at === null ? null : undoUntil(touch.move, touch.at)
}

/** What undoing takes back: an undone lock is called unlocking. */
export function undoes({ answer, act }: ScannedPack): Move | null {
  return act?.stage === 'done' ? act.move : (answer?.pack?.lastTouch?.move ?? null)
}
