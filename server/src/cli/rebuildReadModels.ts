import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openEmbeddedLedger } from '../ledger/embedded/embeddedLedger.ts'
import { rebuildProjections } from '../ledger/projections/rebuildProjections.ts'
import { openStores } from '../openStores.ts'
import { createLogger } from '../platform/logger.ts'
import { projections } from '../projections.ts'

/** Opens what a stopped server left in its data folder, and makes its read models anew; answers the height they rest on. */
export async function rebuildReadModels(
  config: Config,
  say: (line: string) => void,
  progress: (done: number, of: number) => void,
): Promise<number> {
  const stores = await openStores(config, createLogger('silent'), say)
  const { database, keystore } = stores
  try {
    const ledger = await openEmbeddedLedger({ dir: join(config.dataDir, 'ledger'), keystore })
    try {
      return await rebuildProjections({ ledger, database, projections }, progress)
    } finally {
      await ledger.close()
    }
  } finally {
    await stores.close()
  }
}
