import type { Logger } from 'pino'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { dayOf } from '../../../../chaincode/src/domain/time.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { OutboxEntry, OutboxStore } from './outboxStore.ts'
import type { Replica } from '../replica.ts'
import type { OutboxSubmitter } from '../submitter.ts'

const together = 64
/** What is younger is still under way: its caller waits for it. */
const youngestMs = 60_000
const lookEveryMs = 15_000

export interface SettleParts {
  outbox: OutboxStore
  submitter: OutboxSubmitter
  replica: Replica
  log: Logger
}

/** Settles again and again what a caller was told is not known yet, until `signal` aborts. */
export function keepSettling(parts: SettleParts, signal: AbortSignal): void {
  let running = Promise.resolve()
  const look = () => {
    const madeBefore = new Date(Date.now() - youngestMs)
    running = running.then(async () => {
      if (!signal.aborted) await settleOutbox({ ...parts, madeBefore })
    })
    running = running.catch((error: unknown) => {
      parts.log.warn({ err: error }, 'outbox.notLookedAt')
    })
  }
  const timer = setInterval(look, lookEveryMs).unref()
  signal.addEventListener('abort', () => {
    clearInterval(timer)
  })
}

/**
 * Sends again what a stopped server left without an outcome, under the same request ids. What went with a secret can only be
 * repeated by its caller: it is settled where the ledger has it, and waits for the caller where not.
 * @returns how many were settled, and how many wait for their caller
 */
export async function settleOutbox({
  outbox,
  submitter,
  replica,
  log,
  madeBefore,
}: SettleParts & { madeBefore?: Date }): Promise<{ settled: number; waiting: number }> {
  const counts = { settled: 0, waiting: 0 }
  let last: string | null = null
  for (;;) {
    const entries: OutboxEntry[] = await outbox.pending(last, together, madeBefore)
    last = entries.at(-1)?.requestId ?? null
    if (last === null) return counts
    await Promise.all(
      entries.map(async (entry) => {
        const isSettled = await settleEntry(entry, { submitter, replica, log })
        counts[isSettled ? 'settled' : 'waiting']++
      }),
    )
  }
}

async function settleEntry(
  entry: OutboxEntry,
  { submitter, replica, log }: Omit<SettleParts, 'outbox'>,
): Promise<boolean> {
  const { requestId, fn } = entry
  try {
    if (await submitter.settle(entry)) return true
    if (entry.hasSecret && !happened(entry, replica)) return false
    await submitter.send(entry)
    return true
  } catch (error) {
    if (error instanceof RuleViolation) {
      log.warn({ requestId, fn, code: error.code }, 'outbox.refusedAfterRestart')
      return true
    }
    log.error({ err: error, requestId, fn }, 'outbox.notSettled')
    return false
  }
}

/** The ledger's once-only record of the request is there. */
export function happened({ requestId, msp }: OutboxEntry, replica: Replica): boolean {
  // A UUIDv7 begins with its time, 48 bits of ms (RFC 9562, section 5.7).
  const at = Number.parseInt(requestId.replaceAll('-', '').slice(0, 12), 16)
  return replica.read(stateKey.request(dayOf(at), msp, requestId)) !== null
}
