/**
 * Prisma's own migration engine, as WebAssembly over the Postgres driver: the same steps and the same `_prisma_migrations`
 * table as `prisma migrate deploy`, with nothing to download.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type ErrorRegistry,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

// ES2023 without the browser's types does not know it; Node does.
declare const WebAssembly: {
  instantiate(
    binary: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let lastPanic: string | null = null
let instantiated: Promise<void> | undefined

/** Once a process: a second instance would read the first one's memory. */
function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    // Without this registry a panic inside the engine never settles its promise.
    const registry = { set_message: (text: string) => (lastPanic = text) }
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry })
    const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const binary = await readFile(join(dirname(script), 'schema_engine_bg.wasm'))
    const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...bindings } })
    bindings.__wbg_set_wasm(instance.exports)
    ;(instance.exports['__wbindgen_start'] as () => void)()
  })()
  return instantiated
}

// Introspection reads columns of Postgres' one-byte catalogue type `"char"`, which the driver adapter refuses to name. They
// travel as uuid, a type no catalogue query returns, and reach the engine as the characters it expects.
const charOid = 18
const uuidOid = 2950

function poolForCatalogues(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A connection that breaks fails the statement on it; without a listener it would end the process as well.
  pool.on('error', () => undefined)
  const query = pool.query.bind(pool) as (
    ...args: unknown[]
  ) => Promise<pg.QueryArrayResult | pg.QueryArrayResult[]>
  const renamed = async (...args: unknown[]) => {
    const result = await query(...args)
    // A script of several statements has a result for each.
    for (const { fields } of [result].flat())
      for (const field of fields) if (field.dataTypeID === charOid) field.dataTypeID = uuidOid
    return result
  }
  return Object.assign(pool, { query: renamed })
}

class CatalogueAdapter extends PrismaPg {
  override async connect() {
    const connection = await super.connect()
    const queryRaw = connection.queryRaw.bind(connection)
    connection.queryRaw = async (query) => {
      const answer = await queryRaw(query)
      const columnTypes = answer.columnTypes.map((type) =>
        type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type,
      )
      return { ...answer, columnTypes }
    }
    // In one piece, so that Postgres takes all of a script or nothing; the adapter would cut it at every semicolon.
    connection.executeScript = async (script) => {
      await connection.underlyingDriver().query(script)
    }
    return connection
  }
}

/**
 * Runs `work` with an engine on the database at `url`; every connection is closed afterwards, since one left open keeps the
 * engine's advisory lock and the next caller waits for it.
 * @param datamodels file name and content of each Prisma schema file, when the work compares with it
 */
export async function withSchemaEngine<T>(
  url: string,
  datamodels: [string, string][] | undefined,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await instantiate()
  const pool = poolForCatalogues(url)
  const factory = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(pool))
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, factory)
    return await work(engine)
  } catch (error) {
    throw lastPanic === null
      ? withReason(error, factory.errorRegistry)
      : new Error(`Prisma's schema engine panicked: ${lastPanic}`, { cause: error })
  } finally {
    await pool.end()
  }
}

/** What Postgres said: the engine passes on a number of the error alone. */
function withReason(error: unknown, registry: ErrorRegistry): unknown {
  const [, id] = error instanceof Error ? (/External error id#(\d+)/.exec(error.message) ?? []) : []
  const reason = id === undefined ? undefined : registry.consumeError(Number(id))?.error
  if (!(reason instanceof Error)) return error
  const [, migration] = /migration_name="([^"]+)"/.exec((error as Error).message) ?? []
  return new Error(`${migration === undefined ? 'database' : `migration ${migration}`}: ${reason.message}`, {
    cause: error,
  })
}
