/** Every read model of this version, for the follower and for `projections rebuild`. */
import { batchesProjection } from './batches/projection.ts'
import { lateTransactionsProjection } from './ledger/projections/lateTransactions.ts'
import type { Projections } from './ledger/projections/projectionStore.ts'
import { participantsProjection } from './participants/projection.ts'

export const projections: Projections = {
  version: 1,
  all: [participantsProjection, batchesProjection, lateTransactionsProjection],
}
