import type { RunningServer } from '../../server/src/compose.ts'

/**
 * Resolves once a server that has just started knows the ledger as it is. Until then it answers *unavailable* to what it does
 * not know yet: for long on a channel that others have used before.
 */
export async function caughtUp({ ground }: Pick<RunningServer, 'ground'>): Promise<void> {
  const { ledger, replica, follower } = ground
  await replica.caughtUp()
  await follower.projected(await ledger.height())
}
