/**
 * A whole server in process: real HTTP on a free port, a Postgres database and an embedded ledger of its own, and named
 * participants who got there as real ones do: founded by the link, proposed, voted for, invited, their sites registered.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startServer, type RunningServer } from '../../server/src/compose.ts'
import type { Config } from '../../server/src/config.ts'
import type { Database } from '../../server/src/platform/database/openDatabase.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import { acceptInvitation, bringIn, emailOf, password } from './admission.ts'
import { caughtUp } from './caughtUp.ts'
import { Client, logIn } from './client.ts'
import { freshDatabase } from './database.ts'
import { fixtures, mainFixtures, type FixtureName } from './fixtures.ts'

export interface World {
  url: string
  server: RunningServer
  database: Database
  dataDir: string
  /** Everything the server logged, one JSON object a line. */
  logged: string[]
  clock: TestClock
  nobody: Client
  /** The participant's admin, who works at its site. */
  as(name: FixtureName): Client
  /** A session of the participant's admin of its own, so that ending it disturbs no other test. */
  logIn(name: FixtureName): Promise<Client>
  /** A user without the admin flag, at the same site; made on first use. */
  clerkOf(name: FixtureName): Promise<Client>
  stop(): Promise<void>
}

/** The system's time and whatever was added to it. */
export class TestClock {
  #ahead = 0
  readonly now = (): number => Date.now() + this.#ahead
  advance(ms: number): void {
    this.#ahead += ms
  }
}

type LedgerSettings = Partial<Pick<Config, 'ledger' | 'fabricProfile'>>

export interface EmptyWorld extends Pick<
  World,
  'url' | 'server' | 'database' | 'dataDir' | 'logged' | 'clock' | 'stop'
> {
  /** Token of the founding link. */
  foundingToken: string
}

/**
 * A server that nobody has founded yet.
 * @param ledger settings of another ledger than an embedded one of its own
 */
export async function openEmptyWorld(ledger: LedgerSettings = {}): Promise<EmptyWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'veritrail-world-'))
  const database = await freshDatabase()
  const logged: string[] = []
  const clock = new TestClock()
  const server = await startServer({
    config: { host: '127.0.0.1', port: 0, dataDir, publicUrl: 'http://localhost:3000', ...ledger },
    database,
    keystore: openKeystore(dataDir, randomBytes(32)),
    logger: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
    version: '0.0.0',
    clock: clock.now,
    checkAnswers: true,
  })
  const link = (await server.capabilities.participants.openingLink()) ?? ''
  return {
    ...{ url: server.url, server, database, dataDir, logged, clock },
    foundingToken: link.split('#')[1] ?? '',
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** @param names who takes part, besides the regulator; by default the five of `mainFixtures` */
export async function openWorld(
  names: readonly FixtureName[] = mainFixtures,
  ledger: LedgerSettings = {},
): Promise<World> {
  const empty = await openEmptyWorld(ledger)
  try {
    return await settle(empty, names)
  } catch (error) {
    // A server left open would keep mocha from ever ending.
    await empty.stop()
    throw error
  }
}

async function settle(empty: EmptyWorld, names: readonly FixtureName[]): Promise<World> {
  const { url } = empty
  await caughtUp(empty.server)
  const admins = await bringIn(url, empty.foundingToken, names)
  const clerks = new Map<FixtureName, Promise<Client>>()
  const as = (name: FixtureName): Client => {
    const client = admins.get(name)
    if (client === undefined) throw new Error(`${name} takes no part in this world`)
    return client
  }
  await empty.server.ground.follower.projected(await empty.server.ground.ledger.height())

  const makeClerk = async (name: FixtureName): Promise<Client> => {
    const email = `clerk.${emailOf(name)}`
    await acceptInvitation(as(name), { email, site: fixtures[name].site, isAdmin: false }, `${name}'s clerk`)
    return logIn(url, email, password)
  }
  return {
    ...empty,
    nobody: new Client(url),
    as,
    logIn: (name) => logIn(url, emailOf(name), password),
    clerkOf(name) {
      const clerk = clerks.get(name) ?? makeClerk(name)
      clerks.set(name, clerk)
      return clerk
    },
  }
}
