import type { Replica } from '../../ledger/replica.ts'
import type { Logger } from '../../platform/logger.ts'
import { abandonedAfterMs } from '../abandonedAfterMs.ts'
import type { LeafStore } from './leafStore.ts'
import { registeredTrees } from './registeredTrees.ts'

/**
 * Removes the leaf files of batches that were never registered and no longer can be, once the replica knows those that were.
 * @returns how many
 */
export async function sweepLeaves(
  parts: {
    leaves: Pick<LeafStore, 'olderThan' | 'remove'>
    replica: Pick<Replica, 'keys' | 'read' | 'caughtUp'>
    logger: Logger
  },
  now: number,
): Promise<number> {
  const { leaves, replica, logger } = parts
  await replica.caughtUp()
  const old = leaves.olderThan(now - abandonedAfterMs)
  const registered = new Set(registeredTrees(replica).map(({ root }) => root))
  const abandoned = old.filter((root) => !registered.has(root))
  for (const root of abandoned) await leaves.remove(root)
  if (abandoned.length > 0) logger.info({ removed: abandoned.length }, 'leaves.swept')
  return abandoned.length
}
