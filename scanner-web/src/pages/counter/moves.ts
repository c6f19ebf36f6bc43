/** What can be done with a pack: where it is asked for, and how long it can be taken back. */
import type { PackMove } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { transitions } from '../../../../chaincode/src/domain/transitions.ts'
import type { Permission } from '../../api/session.ts'

export type Move = PackMove | 'undo'

interface MoveFacts {
  operation: `POST /packs/${string}`
  permission: Permission
}

export const moves = {
  supply: { operation: 'POST /packs/supply', permission: 'packs:supply' },
  export: { operation: 'POST /packs/export', permission: 'packs:export' },
  sample: { operation: 'POST /packs/sample', permission: 'packs:sample' },
  giveFreeSample: {
    operation: 'POST /packs/give-free-sample',
    permission: 'packs:giveFreeSample',
  },
  checkOut: { operation: 'POST /packs/check-out', permission: 'packs:checkOut' },
  lock: { operation: 'POST /packs/lock', permission: 'packs:lock' },
  destroy: { operation: 'POST /packs/destroy', permission: 'packs:destroy' },
  reportStolen: { operation: 'POST /packs/report-stolen', permission: 'packs:reportStolen' },
  undo: { operation: 'POST /packs/undo', permission: 'packs:undo' },
} as const satisfies Record<Move, MoveFacts>

/** By the same table as the ledger's: what nobody can undo is asked twice. */
export function isFinal(move: Move): boolean {
  return move !== 'undo' && transitions[move].undoMs === 0
}

/**
 * Until when a move may be taken back, ms since 1970; null where it never can.
 * `Infinity`: at any time, as a lock.
 */
export function undoUntil(move: Move, at: number): number | null {
  return move === 'undo' || isFinal(move) ? null : at + transitions[move].undoMs
}

/** Function keys: browsers leave these two alone, and no scanner types them. */
export const shortcuts: Partial<Record<Move, string>> = { supply: 'F2', undo: 'F4' }
