/** What a server that was never there before has to do: the whole chain into its log, its replica and its read models. */
import { join } from 'node:path'
import { loadConfig } from '../../../server/src/config.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { startFollower } from '../../../server/src/ledger/follower.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { openLedger } from '../../../server/src/openLedger.ts'
import { openStores } from '../../../server/src/openStores.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { projections } from '../../../server/src/projections.ts'

/** @returns how many blocks there were, and how long they took; Postgres runs before that and is empty */
export async function followFromZero(
  dataDir: string,
  profile: string,
): Promise<{ blocks: number; seconds: number }> {
  const config = loadConfig({ DATA_DIR: dataDir, LEDGER: 'fabric', FABRIC_PROFILE: profile, PORT: '1' })
  const logger = createLogger('silent')
  const stores = await openStores(config, logger, () => undefined)
  const { keystore, database } = stores
  const begun = performance.now()
  const envelopes = new OutboxStore(database)
  const ledger = await openLedger({ config, keystore, clock: Date.now, logger, envelopes })
  const replica = await openReplica(join(dataDir, 'replica'), logger)
  const follower = await startFollower({ ledger, replica, database, projections, log: logger })
  const blocks = await ledger.height()
  await Promise.all([replica.reached(blocks), follower.projected(blocks)])
  const seconds = (performance.now() - begun) / 1000
  await follower.stop()
  await replica.close()
  await ledger.close()
  await stores.close()
  return { blocks, seconds }
}
