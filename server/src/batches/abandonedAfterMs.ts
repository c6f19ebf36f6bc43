import { dayMs } from '../../../chaincode/src/domain/time.ts'

/** Packs prepared so long ago can no longer be registered: the ledger refuses requests older than 30 days. */
export const abandonedAfterMs = 31 * dayMs
