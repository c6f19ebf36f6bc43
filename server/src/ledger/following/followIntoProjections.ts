import type { Logger } from 'pino'
import type { Database } from '../../platform/database/openDatabase.ts'
import { Backoff } from './backoff.ts'
import { blockBatches } from './blockBatches.ts'
import { HistoryLost } from './historyLost.ts'
import type { Ledger } from '../port.ts'
import {
  applyToProjections,
  CursorMoved,
  readProjectionCheckpoint,
  type Projections,
} from '../projections/projectionStore.ts'
import type { Checkpoint } from '../replica/replicaStore.ts'
import { standingOf, type Standing } from './standing.ts'

export interface ProjectionParts {
  ledger: Ledger
  database: Database
  projections: Projections
  log: Logger
}

const lost: Record<Exclude<Standing, 'follows'>, string> = {
  short: 'the ledger ends before: it is an older backup',
  forked: 'the ledger holds another block there: it is an older backup that went on',
  foreign: 'that was another ledger',
}

/**
 * Where the read models stand.
 * @throws HistoryLost when that is not on this ledger
 */
export async function settledCheckpoint({
  ledger,
  database,
  projections,
}: ProjectionParts): Promise<Checkpoint | null> {
  const checkpoint = await readProjectionCheckpoint(database, projections)
  const standing = await standingOf(ledger, checkpoint)
  if (standing === 'follows' || checkpoint === null) return checkpoint
  throw new HistoryLost(
    `the database has followed ${String(checkpoint.height)} blocks, but ${lost[standing]}. Put back the ledger that ` +
      'belongs to it, or run `veritrail projections rebuild` to accept this one. Nothing was changed',
  )
}

/** Runs until `signal` aborts or the history turns out to be lost. Tells each step, and its troubles (null: none), to `report`. */
export async function followIntoProjections(
  parts: ProjectionParts,
  report: (fault: string | null, height?: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, database, projections, log } = parts
  const backoff = new Backoff()
  while (!signal.aborted) {
    try {
      let checkpoint = await settledCheckpoint(parts)
      report(null, checkpoint?.height ?? 0)
      for await (const run of blockBatches(ledger, checkpoint?.height ?? 0, signal)) {
        checkpoint = await applyToProjections(database, projections, checkpoint, run)
        backoff.succeeded()
        report(null, checkpoint.height)
      }
    } catch (error) {
      // Another server on the same database did this run: go on behind it.
      if (error instanceof CursorMoved) continue
      log.error({ err: error }, 'projections.failed')
      report(error instanceof Error ? error.message : String(error))
      if (error instanceof HistoryLost) return
      await backoff.failed(signal)
    }
  }
}
