/**
 * The ledger is not the one that was followed so far, or less of it: a backup was put back, or another ledger. The server does
 * not start: what was acknowledged since would silently be gone.
 */
export class HistoryLost extends Error {
  override readonly name = 'HistoryLost'
}
