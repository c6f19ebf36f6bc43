import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createMigration,
  differenceToSchema,
} from '../../../../server/src/platform/database/createMigration.ts'
import { applyMigrations, migrationsFolder } from '../../../../server/src/platform/database/migrations.ts'
import { freshDatabase, freshDatabaseUrl } from '../../database.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

describe('migrations', function () {
  this.timeout(60_000)
  const folder = temporaryFolder()

  /** The migrations of this version and one more. */
  function withOneMore(statement: string): string {
    const copy = join(folder.path, 'migrations')
    cpSync(migrationsFolder, copy, { recursive: true })
    mkdirSync(join(copy, '99990101000000_one_more'))
    writeFileSync(join(copy, '99990101000000_one_more', 'migration.sql'), statement)
    return copy
  }

  it('lead to the Prisma schema: a change of prisma/*.prisma needs its migration', async () => {
    assert.equal(await differenceToSchema(await freshDatabaseUrl()), '')
  })

  it('a difference is noticed', async () => {
    const database = await freshDatabase()
    await database.pool.query('ALTER TABLE users DROP COLUMN email')
    assert.match(await differenceToSchema(database.url), /ALTER TABLE "users" ADD COLUMN +"email"/)
  })

  it('are applied once, and only what is new the next time', async () => {
    const database = await freshDatabase()
    assert.deepEqual(await applyMigrations(database.url), [])
    const more = withOneMore('CREATE TABLE one_more (id integer);')
    assert.deepEqual(await applyMigrations(database.url, more), ['99990101000000_one_more'])
    assert.deepEqual(await applyMigrations(database.url, more), [])
    assert.equal((await database.pool.query('SELECT 1 FROM one_more')).rowCount, 0)
  })

  it('that fail are said, leave none of their statements behind, and are tried again', async () => {
    const database = await freshDatabase()
    const more = withOneMore('CREATE TABLE half (id integer);\nSELECT no_such_function();')
    await assert.rejects(
      applyMigrations(database.url, more),
      /99990101000000_one_more: function no_such_function\(\) does not exist/,
    )
    const found = await database.pool.query<{ half: string | null }>(`SELECT to_regclass('half') AS half`)
    assert.equal(found.rows[0]?.half, null)
    const mended =
      'CREATE TABLE half (id integer);\nCREATE FUNCTION no_such_function() RETURNS text LANGUAGE sql AS $$ SELECT $q$;$q$; $$;'
    writeFileSync(join(more, '99990101000000_one_more', 'migration.sql'), mended)
    assert.deepEqual(await applyMigrations(database.url, more), ['99990101000000_one_more'])
  })

  it('are written by two servers at once only once', async () => {
    const database = await freshDatabase()
    const more = withOneMore('CREATE TABLE one_more (id integer);')
    const both = await Promise.all([applyMigrations(database.url, more), applyMigrations(database.url, more)])
    assert.deepEqual(both.flat(), ['99990101000000_one_more'])
  })

  it('a new one is not written where nothing changed, nor under a name that is none', async () => {
    const before = readdirSync(migrationsFolder)
    assert.equal(await createMigration(await freshDatabaseUrl(), 'nothing_new'), null)
    await assert.rejects(createMigration(await freshDatabaseUrl(), '../outside'), /migration name/)
    assert.deepEqual(readdirSync(migrationsFolder), before)
  })
})
