import type { Logger } from 'pino'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { dayOf } from '../../../../chaincode/src/domain/time.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { OutboxEntry, OutboxStore } from './outboxStore.ts'
import type { Replica } from '../replica.ts'
import type { OutboxSubmitter } from '../submitter.ts'

const together = 64

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
}: {
  outbox: OutboxStore
  submitter: OutboxSubmitter
  replica: Replica
  log: Logger
}): Promise<{ settled: number; waiting: number }> {
  const counts = { settled: 0, waiting: 0 }
  let last: string | null = null
  for (;;) {
    const entries: OutboxEntry[] = await outbox.pending(last, together)
    last = entries.at(-1)?.requestId ?? null
    if (last === null) return counts
    await Promise.all(
      entries.map(async (entry) => {
        const sent =
          (!entry.hasSecret || happened(entry, replica)) && (await sendAgain(entry, submitter, log))
        counts[sent ? 'settled' : 'waiting']++
      }),
    )
  }
}

async function sendAgain(entry: OutboxEntry, submitter: OutboxSubmitter, log: Logger): Promise<boolean> {
  const { requestId, fn } = entry
  try {
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
function happened({ requestId, msp }: OutboxEntry, replica: Replica): boolean {
  // A UUIDv7 begins with its time, 48 bits of ms (RFC 9562, section 5.7).
  const at = Number.parseInt(requestId.replaceAll('-', '').slice(0, 12), 16)
  return replica.read(stateKey.request(dayOf(at), msp, requestId)) !== null
}
