import type { Logger } from 'pino'
import { Backoff } from './backoff.ts'
import { blockBatches } from './blockBatches.ts'
import { HistoryLost } from './historyLost.ts'
import { lateAfterMs } from '../projections/lateTransactions.ts'
import { validationCodes, type Ledger, type LedgerBlock } from '../port.ts'
import type { WritableReplica } from '../replica.ts'
import { standingOf } from './standing.ts'

/** A damaged replica fails again and again at the same place; a full disk may have room the next time. */
const failuresBeforeStartingOver = 3

/** Throws the replica away where it is of another history, or refuses. Postgres, which is not disposable, was asked before. */
export async function settleReplica(ledger: Ledger, replica: WritableReplica, log: Logger): Promise<void> {
  const standing = await standingOf(ledger, replica.checkpoint)
  if (standing === 'follows') return
  if (standing === 'short') {
    throw new HistoryLost(
      `the ledger ends at block ${String(await ledger.height())}, but the replica has seen ${String(replica.height)}: ` +
        'it is an older backup. Put the whole ledger back, or remove the folder `replica` of the data folder to accept ' +
        'this one. Nothing was changed',
    )
  }
  log.warn({ reason: 'it holds another history' }, 'replica.thrownAway')
  await replica.startOver()
}

export interface ReplicaParts {
  ledger: Ledger
  replica: WritableReplica
  log: Logger
  /** Told of every run of blocks that the replica holds from now on. */
  onBlocks?: (blocks: readonly LedgerBlock[]) => void
}

/** Runs until `signal` aborts. Tells its troubles to `report` (null: none). */
export async function followIntoReplica(
  { ledger, replica, log, onBlocks }: ReplicaParts,
  report: (fault: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const backoff = new Backoff()
  while (!signal.aborted) {
    try {
      const goal = await ledger.height()
      replica.current = replica.height >= goal
      for await (const run of blockBatches(ledger, replica.height, signal)) {
        if (replica.current) warnOfLate(run, log)
        apply(replica, run)
        onBlocks?.(run)
        backoff.succeeded()
        report(null)
        replica.current ||= replica.height >= goal
      }
    } catch (error) {
      log.error({ err: error, height: replica.height }, 'replica.failed')
      report(error instanceof Error ? error.message : String(error))
      await backoff.failed(signal)
      const spoilt = error instanceof NotApplied && backoff.failures >= failuresBeforeStartingOver
      if (spoilt) await startOver(replica, log)
    }
  }
}

/** The replica's fault and not the ledger's. */
class NotApplied extends Error {
  override readonly name = 'NotApplied'
}

function apply(replica: WritableReplica, run: readonly LedgerBlock[]): void {
  try {
    replica.apply(run)
  } catch (cause) {
    throw new NotApplied('blocks cannot be written to the replica', { cause })
  }
}

async function startOver(replica: WritableReplica, log: Logger): Promise<void> {
  log.warn({ reason: 'blocks cannot be written to it' }, 'replica.thrownAway')
  await replica.startOver().catch((error: unknown) => {
    log.error({ err: error }, 'replica.failed')
  })
}

/** By this server's clock and only for what arrives now: what is read again later was not late for that. */
function warnOfLate(run: readonly LedgerBlock[], log: Logger): void {
  const due = Date.now() - lateAfterMs
  for (const { height, transactions } of run) {
    for (const { code, at, txId, by, fn } of transactions) {
      if (code === validationCodes.valid && at < due)
        log.warn({ height, txId, by, fn, at }, 'transaction.arrivedLate')
    }
  }
}
