/** One organisation's server in process, that can be stopped and started again: its own database, keys, replica and port. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startServer, type Foundations, type RunningServer } from '../../server/src/compose.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import { caughtUp } from '../server/caughtUp.ts'
import { freshDatabase } from '../server/database.ts'

export interface TestNode {
  url: string
  dataDir: string
  logged: string[]
  /** While it runs. */
  server(): RunningServer
  /** Until it has caught up with the ledger. */
  start(): Promise<void>
  /** Its folder and database stay. */
  stop(): Promise<void>
  remove(): Promise<void>
}

export interface NodeSettings {
  port: number
  /** Addresses of the others. */
  nodes: readonly string[]
  /** Which ledger, as this node sees it. */
  ledger: (at: {
    dataDir: string
  }) => Pick<Foundations, 'ledger'> & { config?: Partial<Foundations['config']> }
}

/** It does not run yet. */
export async function makeNode({ port, nodes, ledger }: NodeSettings): Promise<TestNode> {
  const dataDir = await mkdtemp(join(tmpdir(), 'veritrail-node-'))
  const database = await freshDatabase()
  const masterKey = randomBytes(32)
  const logged: string[] = []
  const url = `http://127.0.0.1:${String(port)}`
  let running: RunningServer | null = null
  const stop = async () => {
    const stopping = running
    running = null
    await stopping?.stop()
  }
  return {
    ...{ url, dataDir, logged, stop },
    server() {
      if (running === null) throw new Error(`the node at ${url} does not run`)
      return running
    },
    async start() {
      const { config, ...rest } = ledger({ dataDir })
      running = await startServer({
        config: { host: '127.0.0.1', port, dataDir, publicUrl: url, nodes, ...config },
        ...rest,
        ...{ database, keystore: openKeystore(dataDir, masterKey), version: '0.0.0', checkAnswers: true },
        logger: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
      })
      await caughtUp(running)
    },
    async remove() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Ports that nobody listens at; each stays free as long as nobody else takes it. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  for (const server of servers)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  return ports
}
