/** Puts a server together on what its caller opened: the same for `npm start`, the tests and the demo world. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp, createHttpServer, hotPathSettings } from './app.ts'
import type { Msp } from '../../chaincode/src/domain/ledgerApi.ts'
import { openAuditTrail } from './audit/openAuditTrail.ts'
import { sweepLeaves } from './batches/leaves/sweepLeaves.ts'
import { LeafStore } from './batches/leaves/leafStore.ts'
import { openLeafExchange } from './batches/leaves/exchange/openLeafExchange.ts'
import { PackKeys } from './batches/packKeys.ts'
import { composeCapabilities, type Capabilities, type Ground } from './capabilities.ts'
import type { Config } from './config.ts'
import { pruneRequests } from './ledger/outbox/pruneRequests.ts'
import { startFollower } from './ledger/follower.ts'
import type { LedgerBlock, OpenLedger } from './ledger/port.ts'
import type { Replica } from './ledger/replica.ts'
import { openReplica } from './ledger/replica/openReplica.ts'
import { OutboxStore } from './ledger/outbox/outboxStore.ts'
import { keepSettling, settleOutbox } from './ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from './ledger/submitter.ts'
import { openLedger } from './openLedger.ts'
import { everyDay } from './platform/everyDay.ts'
import type { Database } from './platform/database/openDatabase.ts'
import { nodeHashing } from './platform/hashing.ts'
import type { Keystore } from './platform/keystore.ts'
import type { Logger } from './platform/logger.ts'
import { projections } from './projections.ts'
import { readinessOf } from './readiness.ts'

/** What the caller opened and will close. */
export interface Foundations {
  config: Pick<Config, 'host' | 'port' | 'dataDir' | 'publicUrl'> &
    Partial<Pick<Config, 'ledger' | 'fabricProfile' | 'nodes'>>
  /** Default: the one that the settings name, closed with the server. */
  ledger?: OpenLedger
  database: Database
  keystore: Keystore
  logger: Logger
  version: string
  /** ms since 1970; the system's by default. */
  clock?: () => number
  /** Hold every answer against its schema: on in tests. */
  checkAnswers?: boolean
}

export interface RunningServer {
  /** Where it listens, without a slash at its end; the port is the real one where the setting was 0. */
  url: string
  ground: Ground
  capabilities: Capabilities
  /** Answers what is under way, then closes what `startServer` opened, last first. */
  stop(): Promise<void>
}

const webFolder = fileURLToPath(new URL('../../scanner-web/dist', import.meta.url))

const patienceMs = 5000

/** @throws HistoryLost; Error where the address is in use. Nothing of its own is left open then. */
export async function startServer(foundations: Foundations): Promise<RunningServer> {
  const { config, database, logger, version } = foundations
  const closers: (() => unknown)[] = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const ground = await layGround(foundations, closers)
    const capabilities = composeCapabilities(ground)
    const { ledger, follower } = ground
    const app = createApp({
      ...capabilities,
      readiness: () => readinessOf({ ledger, follower, database, dataDir: config.dataDir }),
      checkAnswers: foundations.checkAnswers ?? false,
      ...{ logger, publicUrl: config.publicUrl, version, webFolder },
    })
    const hot = capabilities.verification.hotPath(hotPathSettings(logger, config.publicUrl), app)
    const http = createHttpServer(app, hot)
    const url = await listen(http, config)
    closers.push(() => closeHttp(http))
    return { url, ground, capabilities, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function layGround(foundations: Foundations, closers: (() => unknown)[]): Promise<Ground> {
  const { config, database, keystore, logger } = foundations
  const clock = foundations.clock ?? Date.now
  const outbox = new OutboxStore(database)
  const parts = { config, keystore, clock, logger, envelopes: outbox }
  const ledger = foundations.ledger ?? (await openLedger(parts))
  if (foundations.ledger === undefined) closers.push(() => ledger.close())
  const replica = await openReplica(join(config.dataDir, 'replica'), logger)
  closers.push(() => replica.close())
  const batchFiles = openBatchFiles({ ...foundations, clock, ledger, replica }, closers)
  const onBlocks = (blocks: readonly LedgerBlock[]) => batchFiles.leafExchange.follow(blocks)
  const follower = await startFollower({ ledger, database, projections, log: logger, replica, onBlocks })
  closers.push(() => follower.stop())

  closers.push(() => outbox.settled())
  const submitter = new OutboxSubmitter({ ledger, replica, outbox, log: logger, clock })
  const toSettle = { outbox, submitter, replica, log: logger }
  const { settled, waiting } = await settleOutbox(toSettle)
  if (settled + waiting > 0) logger.info({ settled, waiting }, 'outbox.settled')
  const [as = 'RegulatorMSP'] = ledger.hosts
  const chores = new AbortController()
  closers.push(() => {
    chores.abort()
  })
  doDaily({ ...foundations, clock, replica, submitter, outbox, as, ...batchFiles }, chores.signal)
  keepSettling(toSettle, chores.signal)

  // In the background: a scan that comes first checks the file that it needs.
  batchFiles.leafExchange.warm().catch((err: unknown) => {
    logger.error({ err }, 'leaves.uncheckable')
  })
  const auditTrail = openAuditTrail({ dataDir: config.dataDir, database, log: logger })
  closers.push(() => auditTrail.close())
  return {
    ...{ config, logger, clock, keystore, database },
    ...{ ledger, replica, follower, outbox, submitter, ...batchFiles, auditTrail },
  }
}

/** What stands beside the ledger: keys and trees of packs. */
function openBatchFiles(
  parts: Foundations & { clock: () => number; ledger: OpenLedger; replica: Replica },
  closers: (() => unknown)[],
): Pick<Ground, 'packKeys' | 'leaves' | 'leafExchange'> {
  const { config, keystore, logger, clock, ledger, replica } = parts
  const packKeys = new PackKeys(replica, keystore)
  const leaves = new LeafStore(join(config.dataDir, 'leaves'), nodeHashing)
  closers.push(() => {
    leaves.close()
  })
  const { hosts, membership } = ledger
  const leafExchange = openLeafExchange({
    ...{ leaves, packKeys, replica, hosts, membership, clock, logger },
    ...{ nodes: config.nodes ?? [], publicUrl: config.publicUrl },
  })
  closers.push(() => leafExchange.stop())
  return { packKeys, leaves, leafExchange }
}

/** What nobody asks for: clears away what can no longer be needed. */
function doDaily(
  parts: Pick<Ground, 'logger' | 'clock' | 'replica' | 'submitter' | 'outbox' | 'leaves'> & { as: Msp },
  signal: AbortSignal,
): void {
  const { logger, clock } = parts
  const warn = (fault: string) => (err: unknown) => {
    logger.error({ err }, fault)
  }
  everyDay(() => pruneRequests({ ...parts, log: logger }, clock()), warn('requests.notPruned'), signal)
  everyDay(() => sweepLeaves(parts, clock()), warn('leaves.notSwept'), signal)
}

async function listen(http: Server, { host, port }: { host: string; port: number }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
  const shown = host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${String((http.address() as AddressInfo).port)}`
}

/** Whoever keeps a connection open without a request is sent away at once, everybody else after five seconds. */
async function closeHttp(http: Server): Promise<void> {
  const closed = new Promise((resolve) => http.close(resolve))
  http.closeIdleConnections()
  const timer = setTimeout(() => {
    http.closeAllConnections()
  }, patienceMs)
  await closed
  clearTimeout(timer)
}
