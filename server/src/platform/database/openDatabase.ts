import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'

/** The relational store: Prisma for rows, the pool for bulk statements. Both use the same connections. */
export interface Database {
  readonly url: string
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Connections at most. */
  connections?: number
  /** Told of idle connections that broke; the pool replaces them by itself. */
  onConnectionLost?: (error: Error) => void
}

/** Opens a pool on `url` (postgresql://...). Connects on first use, so it does not throw while Postgres is away. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 16,
    connectionTimeoutMillis: 5_000,
    application_name: 'veritrail',
  })
  let closing = false
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', (error) => {
    if (!closing) options.onConnectionLost?.(error)
  })
  // One in use that breaks between two queries would end it too; whoever holds it hears of it from the next query.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    url,
    prisma,
    pool,
    async close() {
      closing = true
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
