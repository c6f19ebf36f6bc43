import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { withSchemaEngine } from './schemaEngine.ts'

export const schemaFolder = fileURLToPath(new URL('../../../../prisma', import.meta.url))
export const migrationsFolder = join(schemaFolder, 'migrations')

export const nothingFiltered = { externalTables: [], externalEnums: [] }

/** The migrations of `folder` in the form the engine takes. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return {
    baseDir: folder,
    lockfile: {
      path: './migration_lock.toml',
      content: await readFile(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}

/**
 * Brings the database at `url` up to date with the migrations of this version.
 * @returns the names of the migrations that were applied, oldest first; none when it was up to date
 * @throws when a migration fails, or was applied in another form than the one in `folder`
 */
export async function applyMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const migrationsList = await readMigrations(folder)
  return withSchemaEngine(url, undefined, async (engine) => {
    try {
      const done = await engine.applyMigrations({ migrationsList, filters: nothingFiltered })
      return done.appliedMigrationNames
    } catch (error) {
      await forgetFailures(engine, migrationsList)
      throw error
    }
  })
}

/**
 * A failed migration left nothing behind (its script is one transaction), so the next start may try it again; the engine would
 * refuse until somebody marked it by hand.
 */
async function forgetFailures(engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const options = { migrationsList, optInToShadowDatabase: false, filters: nothingFiltered }
  const { failedMigrationNames } = await engine.diagnoseMigrationHistory(options)
  for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
}
