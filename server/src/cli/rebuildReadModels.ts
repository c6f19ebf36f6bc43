import type { Config } from '../config.ts'
import { OutboxStore } from '../ledger/outbox/outboxStore.ts'
import { rebuildProjections } from '../ledger/projections/rebuildProjections.ts'
import { openLedger } from '../openLedger.ts'
import { openStores } from '../openStores.ts'
import { createLogger } from '../platform/logger.ts'
import { projections } from '../projections.ts'

/** Opens what a stopped server left in its data folder, and makes its read models anew; answers the height they rest on. */
export async function rebuildReadModels(
  config: Config,
  say: (line: string) => void,
  progress: (done: number, of: number) => void,
): Promise<number> {
  const logger = createLogger('silent')
  const stores = await openStores(config, logger, say)
  const { database, keystore } = stores
  try {
    const envelopes = new OutboxStore(database)
    const ledger = await openLedger({ config, keystore, clock: Date.now, logger, envelopes })
    try {
      return await rebuildProjections({ ledger, database, projections }, progress)
    } finally {
      await ledger.close()
    }
  } finally {
    await stores.close()
  }
}
