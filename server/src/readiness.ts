/** Is this server fit to answer? What `/readyz` and the start page say. */
import type { FollowerStatus } from './ledger/follower.ts'
import type { Ledger } from './ledger/port.ts'
import type { Database } from './platform/database/openDatabase.ts'

export interface Readiness {
  ready: boolean
  ledger: { operation: string; height: number | null }
  replica: FollowerStatus['replica']
  projections: FollowerStatus['projections'] & { behind: number | null }
  database: 'answers' | 'does not answer'
}

const patienceMs = 2000

/** Never throws: a part that does not answer is part of the answer. */
export async function readinessOf(deps: {
  operation: string
  ledger: Pick<Ledger, 'height'>
  follower: { status(): FollowerStatus }
  database: Database
}): Promise<Readiness> {
  const { replica, projections } = deps.follower.status()
  const [height, answers] = await Promise.all([
    deps.ledger.height().catch(() => null),
    withPatience(deps.database.pool.query('SELECT 1')),
  ])
  return {
    ready: height !== null && replica.current && replica.fault === null && answers,
    ledger: { operation: deps.operation, height },
    replica,
    projections: { ...projections, behind: height === null ? null : height - projections.height },
    database: answers ? 'answers' : 'does not answer',
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
