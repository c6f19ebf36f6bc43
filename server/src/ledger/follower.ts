/**
 * Follows the ledger's blocks into the replica and into Postgres, each at its own pace and from its own checkpoint: one that is
 * away does not hold up the other.
 */
import {
  followIntoProjections,
  settledCheckpoint,
  type ProjectionParts,
} from './following/followIntoProjections.ts'
import { fetchAwaited } from './following/fetchAwaited.ts'
import { followIntoReplica, settleReplica, type ReplicaParts } from './following/followIntoReplica.ts'
import { HeightReached } from './following/heightReached.ts'

/** For readiness. A `fault` says what is being retried; null while all is well. */
export interface FollowerStatus {
  replica: { height: number; current: boolean; fault: string | null }
  /** `lost`: the read models are of another history, and nothing but an operator will mend that. */
  projections: { height: number; fault: string | null; lost: boolean }
}

export interface Follower {
  status(): FollowerStatus
  /** Resolves once the Postgres read models hold `height` blocks. */
  projected(height: number): Promise<void>
  /** Resolves when both have stopped; what was applied stays. */
  stop(): Promise<void>
}

/**
 * Starts to follow. A replica of another history is thrown away.
 * @throws HistoryLost when the ledger is not the one, or less of the one, that Postgres or the replica have seen
 */
export async function startFollower(parts: ProjectionParts & ReplicaParts): Promise<Follower> {
  const checkpoint = await settledCheckpoint(parts)
  await settleReplica(parts.ledger, parts.replica, parts.log)

  const stopping = new AbortController()
  const projected = new HeightReached(checkpoint?.height ?? 0)
  const faults: { replica: string | null; projections: string | null } = { replica: null, projections: null }
  let lost = false
  const reportReplica = (fault: string | null) => {
    faults.replica = fault
  }
  const reportProjections = (fault: string | null, height?: number) => {
    faults.projections = fault
    if (height !== undefined) projected.set(height)
  }
  const running = [
    followIntoReplica(parts, reportReplica, stopping.signal),
    fetchAwaited(parts, stopping.signal),
    followIntoProjections(parts, reportProjections, stopping.signal).then(() => {
      // It ends by itself only where going on would mix two histories.
      lost = !stopping.signal.aborted
    }),
  ]
  return {
    status: () => ({
      replica: { height: parts.replica.height, current: parts.replica.current, fault: faults.replica },
      projections: { height: projected.height, fault: faults.projections, lost },
    }),
    projected: (height) => projected.reached(height),
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}
