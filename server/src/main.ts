/** The server as a process: settings in, one message for all faults, signals out. */
import { startServer, type RunningServer } from './compose.ts'
import { BadSettings, loadConfig, type Config } from './config.ts'
import { demoFault } from './demo/demoFault.ts'
import { demoObstacle } from './demo/demoObstacle.ts'
import { openDemoWorld } from './demo/openDemoWorld.ts'
import { isUnfinished } from './demo/demoFile.ts'
import { resetDemo } from './demo/resetDemo.ts'
import { networkIdOf } from './ledger/fabric/networkFault.ts'
import { ledgerFault } from './ledgerFault.ts'
import { openStores } from './openStores.ts'
import { createLogger, type Logger } from './platform/logger.ts'
import { databaseFault, folderFault, portFault } from './platform/startFaults.ts'
import { version } from './version.ts'

/** Exit codes: refused before anything was written; stopped by a second signal; anything else that failed. */
const exitRefused = 2
const exitForced = 130
const exitFailed = 1

/** npm passes Ctrl-C on to a process that the terminal has told already; a person who insists takes longer. */
const insistsAfterMs = 500

/**
 * Runs a server until a signal ends it.
 * @param say lines for people, on standard error; the log goes to standard output
 */
export async function main(say: (line: string) => void): Promise<void> {
  const config = await checkedConfig(say)
  if (config === null) {
    process.exitCode = exitRefused
    return
  }
  const log = createLogger(config.logLevel)
  const stopWanted = signalled()
  let stop: () => Promise<void> = async () => undefined
  try {
    const started = await start(config, log, say)
    stop = started.stop
    log.info({ url: started.server.url, config }, 'server.ready')
    const welcomed = welcome(started.server, config, say).then(() => {
      say(`Veritrail is ready at ${started.server.url}`)
      return stopWanted
    })
    // Ctrl-C does not wait for a demo world in the making: the next start makes it anew.
    const signal = await Promise.race([stopWanted, welcomed])
    say('stopping ...')
    log.info({ signal }, 'server.stopping')
    await stop()
    say('stopped')
    // Nothing of ours is open any more; what a library still waits for must not keep the process.
    process.exit(0)
  } catch (error) {
    log.fatal({ err: error }, 'server.failed')
    say(`Veritrail failed: ${error instanceof Error ? error.message : String(error)}`)
    await stop()
    process.exit(exitFailed)
  }
}

/** Who can get in, and how: the demo world's log-ins, or the link that founds a network. */
async function welcome(server: RunningServer, config: Config, say: (line: string) => void): Promise<void> {
  const { url, ground, capabilities } = server
  const openingLink = () => capabilities.participants.openingLink()
  if (config.demo) {
    const interactive = process.stderr.isTTY
    const obstacle = () => demoObstacle(ground)
    const network = config.ledger === 'fabric' ? networkIdOf(config.fabricProfile) : null
    const { dataDir } = config
    await openDemoWorld({
      ...{ url, dataDir, clock: ground.clock, openingLink, obstacle, network, say, interactive },
    })
    return
  }
  const link = await openingLink()
  if (link !== null) say(`Nobody has let the first person in yet. Open once, within this start: ${link}`)
}

async function start(config: Config, log: Logger, say: (line: string) => void) {
  // A demo world that a crash left half made is no use to anybody.
  if (config.demo && isUnfinished(config.dataDir)) await resetDemo(config)
  const stores = await openStores(config, log, say)
  try {
    say('opening the ledger ...')
    const server = await startServer({ config, logger: log, version, ...stores })
    const stop = async () => {
      await server.stop()
      await stores.close()
    }
    return { server, stop }
  } catch (error) {
    await stores.close()
    throw error
  }
}

/** null after every fault was said. Writes nothing. */
async function checkedConfig(say: (line: string) => void): Promise<Config | null> {
  let config: Config | null = null
  const found: (string | null)[] = []
  try {
    config = loadConfig()
    found.push(await portFault(config.host, config.port), folderFault(config.dataDir), demoFault(config))
    found.push(await ledgerFault(config))
    if (config.databaseUrl !== null) found.push(await databaseFault(config.databaseUrl))
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    const { host, port, dataDir } = error.good
    found.push(...error.faults)
    if (host !== undefined && port !== undefined) found.push(await portFault(host, port))
    if (dataDir !== undefined) found.push(folderFault(dataDir))
  }
  const faults = found.filter((fault) => fault !== null)
  if (faults.length === 0) return config
  say(
    [
      'Veritrail cannot start:',
      ...faults.map((fault) => `  - ${fault}`),
      'Settings are described in .env.example.',
    ].join('\n'),
  )
  return null
}

function signalled(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      let first = 0
      process.on(signal, () => {
        if (first !== 0 && Date.now() - first > insistsAfterMs) process.exit(exitForced)
        first ||= Date.now()
        resolve(signal)
      })
    }
  })
}
