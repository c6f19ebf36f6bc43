import type { Logger } from 'pino'
import type { Msp } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { clockToleranceMs, dayMs, endOfDay } from '../../../../chaincode/src/domain/time.ts'
import type { OutboxStore } from './outboxStore.ts'
import type { Replica } from '../replica.ts'
import type { Submitter } from '../submitter.ts'

/** A request id is good for 30 days (ledger.md, section 4); nobody can ask again after that. */
const requestLifetimeMs = 30 * dayMs
const keysInOne = 500

export interface PruneParts {
  replica: Replica
  submitter: Submitter
  outbox: OutboxStore
  log: Logger
  /** The organisation that signs the pruning. */
  as: Msp
}

/** Takes once-only records that can no longer be asked for out of the ledger's state and out of the outbox. */
export async function pruneRequests(
  parts: PruneParts,
  now: number,
): Promise<{ pruned: number; deleted: number }> {
  const { replica, submitter, outbox, log, as } = parts
  let pruned = 0
  // Each submit is answered when the replica shows it, so the next look finds the next ones.
  for (;;) {
    const keys = expiredRequests(replica, now)
    if (keys.length === 0) break
    await submitter.submit('request:prune', { as, idempotency: null, build: () => ({ keys }) })
    pruned += keys.length
  }
  const deleted = await outbox.deleteOlderThan(new Date(now - requestLifetimeMs))
  log.info({ pruned, deleted }, 'requests.pruned')
  return { pruned, deleted }
}

/** The first of them; keys begin with their day, so the first later one ends the search. */
function expiredRequests(replica: Replica, now: number): string[] {
  const expired: string[] = []
  for (const key of replica.keys('request/')) {
    const day = key.split('/')[1] ?? ''
    if (now - endOfDay(day) <= requestLifetimeMs + clockToleranceMs) break
    expired.push(key)
    if (expired.length === keysInOne) break
  }
  return expired
}
