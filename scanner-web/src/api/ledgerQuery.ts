import { apiQuery } from './api.ts'

/** How the ledger stands, and the organisations on it. */
export const ledgerQuery = apiQuery('GET /ledger', {})
