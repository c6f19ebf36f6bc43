import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { applyMigrations, migrationsFolder, nothingFiltered, schemaFolder } from './migrations.ts'
import { withSchemaEngine } from './schemaEngine.ts'

const lockFile = '# Names the database the migrations are for; Prisma reads it.\nprovider = "postgresql"\n'

async function readSchema(): Promise<[string, string][]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const path = join(schemaFolder, name)
      return [path, await readFile(path, 'utf8')]
    }),
  )
}

/**
 * The statements that lead from the database at `url` to the Prisma schema; empty when there is nothing to change.
 */
export async function differenceToSchema(url: string): Promise<string> {
  const datamodels = await readSchema()
  const files = datamodels.map(([path, content]) => ({ path, content }))
  const configDir = schemaFolder
  return withSchemaEngine(url, datamodels, async (engine) => {
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: nothingFiltered,
    })
    // Exit code 2 means "they differ", 0 "they do not" (as `prisma migrate diff --exit-code`).
    return difference.exitCode === 2 ? (difference.stdout ?? '') : ''
  })
}

/**
 * Writes the migration `name` that leads from the existing migrations to the Prisma schema.
 *
 * Prisma would compare with a shadow database; over the driver adapter that one is the real database, so this makes a scratch
 * database of its own beside the one at `adminUrl`, and drops it again.
 * @param adminUrl a Postgres whose user may create databases
 * @returns the folder written, or null when the schema already agrees with the migrations
 */
export async function createMigration(adminUrl: string, name: string): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(name)) {
    throw new Error(`migration name "${name}": use lower-case letters, digits and _, starting with a letter`)
  }
  await mkdir(migrationsFolder, { recursive: true })
  await writeFile(join(migrationsFolder, 'migration_lock.toml'), lockFile)
  const script = await withScratchDatabase(adminUrl, async (url) => {
    await applyMigrations(url)
    return differenceToSchema(url)
  })
  if (script === '') return null
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${stamp}_${name}`)
  await mkdir(folder)
  await writeFile(join(folder, 'migration.sql'), script)
  return folder
}

async function withScratchDatabase<T>(adminUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const scratch = `veritrail_scratch_${String(process.pid)}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(`CREATE DATABASE ${scratch}`)
    const url = new URL(adminUrl)
    url.pathname = `/${scratch}`
    return await work(url.href)
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${scratch} WITH (FORCE)`)
    await admin.end()
  }
}
