/** Is this server fit to answer? What `/readyz` and the start page say. */
import { statfs } from 'node:fs/promises'
import type { FollowerStatus } from './ledger/follower.ts'
import type { OpenLedger } from './ledger/port.ts'
import type { Database } from './platform/database/openDatabase.ts'

export interface Readiness {
  ready: boolean
  ledger: { operation: string; height: number | null }
  replica: FollowerStatus['replica']
  projections: FollowerStatus['projections'] & { behind: number | null }
  database: 'answers' | 'does not answer'
  /** Bytes that the data folder's disk has left; null where the system does not tell. */
  disk: { free: number | null; full: boolean }
}

const patienceMs = 2000

/** Postgres' next segment of its write-ahead log takes 16 MiB; a block with the pages it copies and the journal's next room take less. */
const roomNeeded = 32 * 1024 * 1024

/** Never throws: a part that does not answer is part of the answer. */
export async function readinessOf(deps: {
  ledger: Pick<OpenLedger, 'height' | 'operation'>
  follower: { status(): FollowerStatus }
  database: Database
  dataDir: string
}): Promise<Readiness> {
  const { replica, projections } = deps.follower.status()
  const [height, answers, free] = await Promise.all([
    deps.ledger.height().catch(() => null),
    withPatience(deps.database.pool.query('SELECT 1')),
    freeBytes(deps.dataDir),
  ])
  const full = free !== null && free < roomNeeded
  return {
    ready:
      height !== null && replica.current && replica.fault === null && !projections.lost && answers && !full,
    ledger: { operation: deps.ledger.operation, height },
    replica,
    projections: { ...projections, behind: height === null ? null : height - projections.height },
    database: answers ? 'answers' : 'does not answer',
    disk: { free, full },
  }
}

async function withPatience(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false)
  })
  const done = work.then(
    () => true,
    () => false,
  )
  return Promise.race([done, late]).finally(() => {
    clearTimeout(timer)
  })
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
