// Any Prisma command first tries to download its schema engine unless it is told where one is. `generate`, `validate` and
// `format` never start it (they run on WebAssembly), so any executable will do; the server migrates without the command line.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env['DATABASE_URL'] === undefined ? {} : { datasource: { url: process.env['DATABASE_URL'] } }),
})
