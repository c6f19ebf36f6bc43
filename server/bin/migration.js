#!/usr/bin/env node
// Writes a new migration that leads from the existing ones to the Prisma schema:
//   npm run prisma:migration -- NAME
//   npm run prisma:migration -- --reinit    replaces all of them by one `init`; only until the first release
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare } from './prepare.js'

await prepare((line) => process.stdout.write(`${line}\n`))
const { startEmbeddedPostgres } = await import('../src/platform/database/embeddedPostgres.ts')
const { createMigration } = await import('../src/platform/database/createMigration.ts')
const { migrationsFolder } = await import('../src/platform/database/migrations.ts')

const wanted = process.argv[2]
if (wanted === undefined) {
  process.stderr.write('usage: npm run prisma:migration -- NAME   (for example add_site_address)\n')
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'veritrail-migration-'))
const postgres = await startEmbeddedPostgres({
  folder: join(scratch, 'postgres'),
  password: randomBytes(16).toString('hex'),
  settings: { fsync: 'off' },
})
try {
  if (wanted === '--reinit') {
    for (const entry of readdirSync(migrationsFolder, { withFileTypes: true })) {
      if (entry.isDirectory()) rmSync(join(migrationsFolder, entry.name), { recursive: true })
    }
  }
  const folder = await createMigration(postgres.url, wanted === '--reinit' ? 'init' : wanted)
  process.stdout.write(
    folder === null ? 'the migrations already agree with the schema\n' : `wrote ${folder}\n`,
  )
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  await postgres.stop()
  rmSync(scratch, { recursive: true, force: true })
}
