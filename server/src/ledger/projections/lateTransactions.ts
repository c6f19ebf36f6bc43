import { forgetRow, put, type Projection, type Table } from '../projection.ts'

/** ledger.md, section 4: a follower flags what arrives later than this after its own time. */
export const lateAfterMs = 10 * 60_000

export interface LateTransactionRow {
  txId: string
  height: number
  fn: string
  by: string
  at: number
  arrivedAt: number
}
const lateTransactions: Table<LateTransactionRow> = {
  name: 'ledger_late_transactions',
  key: ['txId'],
  columns: {
    txId: 'text',
    height: 'integer',
    fn: 'text',
    by: 'text',
    at: 'timestamptz',
    arrivedAt: 'timestamptz',
  },
}

/** Goes by the block's time, so that a rebuild flags the same transactions. */
export const lateTransactionsProjection: Projection = {
  tables: [forgetRow(lateTransactions)],
  changes: ({ txId, height, fn, by, at, arrivedAt }) =>
    arrivedAt - at > lateAfterMs ? [put(lateTransactions, { txId, height, fn, by, at, arrivedAt })] : [],
}
