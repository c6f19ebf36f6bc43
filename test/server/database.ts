/**
 * Real Postgres for tests: one server a mocha process, made on first use and removed afterwards; every call hands out a fresh,
 * migrated database of its own (a copy of a template, some tens of milliseconds).
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../server/src/platform/database/embeddedPostgres.ts'
import { applyMigrations } from '../../server/src/platform/database/migrations.ts'
import { type Database, openDatabase } from '../../server/src/platform/database/openDatabase.ts'
import { stopSurvivor } from '../../server/src/platform/database/postmaster.ts'

const prefix = 'veritrail-test-postgres-'
const opened: Database[] = []
let server: Promise<{ postgres: EmbeddedPostgres; folder: string }> | undefined
let made = 0

/** A new database with every migration applied and no rows. It is closed after the last test, unless the test closes it. */
export async function freshDatabase(): Promise<Database> {
  const database = openDatabase(await freshDatabaseUrl(), { connections: 6 })
  opened.push(database)
  return database
}

/** As freshDatabase, for tests that open it themselves. */
export async function freshDatabaseUrl(): Promise<string> {
  server ??= start()
  const { postgres } = await server
  const name = `test_${String(++made)}`
  await query(postgres.url, `CREATE DATABASE ${name} TEMPLATE veritrail STRATEGY FILE_COPY`)
  return urlOf(postgres.url, name)
}

async function start() {
  await removeLeftovers()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${String(process.pid)}-`))
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    // Nothing here outlives the process, so nothing has to reach the disk.
    settings: { fsync: 'off', max_connections: '200', shared_buffers: '32MB' },
  })
  await applyMigrations(postgres.url).catch(async (error: unknown) => {
    await postgres.stop()
    throw error
  })
  return { postgres, folder }
}

/** Servers of test processes that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const pid = Number.parseInt(name.slice(prefix.length), 10)
    try {
      process.kill(pid, 0)
    } catch {
      const folder = join(tmpdir(), name)
      await stopSurvivor(join(folder, 'postgres'))
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function urlOf(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(url, 'postgres') })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

after(async () => {
  if (server === undefined) return
  const started = await server.catch(() => null)
  if (started === null) return
  const { postgres, folder } = started
  await Promise.allSettled(opened.map((database) => database.close()))
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})
