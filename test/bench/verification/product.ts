/** The product as `npm start` runs it, on a data folder of its own, for the bench: tells its address, then its memory and processor time when asked. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../../server/src/compose.ts'
import { loadConfig } from '../../../server/src/config.ts'
import { openStores } from '../../../server/src/openStores.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'veritrail-bench-'))
const config = loadConfig({ DATA_DIR: dataDir, PORT: '1', DEMO: 'off' })
const logger = createLogger('silent')
const stores = await openStores(config, logger, () => undefined)
const server = await startServer({ ...stores, logger, version: 'bench', config: { ...config, port: 0 } })
const openingLink = await server.capabilities.participants.openingLink()
process.send?.({ url: server.url, foundingToken: openingLink?.split('#')[1] })

process.on('message', (message) => {
  void (message === 'usage' ? tellUsage() : stop())
})
// the bench failed: nothing is left behind
process.on('disconnect', () => void stop())

/** Once every scan is in Postgres: what is left to do counts here, and not on whoever is measured next. */
async function tellUsage(): Promise<void> {
  await server.ground.auditTrail.drain()
  process.send?.({ memory: process.memoryUsage(), cpu: process.cpuUsage() })
}

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await server.stop()
  await stores.close()
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(0)
}
