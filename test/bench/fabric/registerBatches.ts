/** A whole server on the network: a maker registers batches over HTTP, one after the other. */
import { setTimeout as pause } from 'node:timers/promises'
import { startServer } from '../../../server/src/compose.ts'
import { loadConfig } from '../../../server/src/config.ts'
import { openStores } from '../../../server/src/openStores.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { bringIn } from '../../server/admission.ts'

const gtin = '09506000134352'

/** @returns ms of each batch, without a first one that warms up */
export async function registerBatches(
  dataDir: string,
  profile: string,
  { batches, packs }: { batches: number; packs: number },
): Promise<number[]> {
  const variables = { DATA_DIR: dataDir, LEDGER: 'fabric', FABRIC_PROFILE: profile, PORT: '1', DEMO: 'off' }
  const config = loadConfig(variables)
  const logger = createLogger('silent')
  const stores = await openStores(config, logger, () => undefined)
  const server = await startServer({ ...stores, logger, version: 'bench', config: { ...config, port: 0 } })
  try {
    // It follows the whole channel first.
    while (!(await fetch(`${server.url}/readyz`)).ok) await pause(100)
    const link = await server.capabilities.participants.openingLink()
    const admins = await bringIn(server.url, link?.split('#')[1] ?? '', ['northLab'])
    const northLab = admins.get('northLab')
    const product = { gtin, name: 'Amoxil', form: 'hard capsule', strength: '500 mg', packSize: 21 }
    await northLab?.must('/products', product)
    const took: number[] = []
    for (let batch = 0; batch <= batches; batch++) {
      const begun = performance.now()
      const body = {
        gtin,
        lot: `BENCH${String(batch)}`,
        expiresOn: '2030-06-30',
        markets: ['DE'],
        count: packs,
      }
      await northLab?.must('/batches', body)
      took.push(performance.now() - begun)
    }
    return took.slice(1)
  } finally {
    await server.stop()
    await stores.close()
  }
}
