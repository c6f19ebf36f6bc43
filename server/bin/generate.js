#!/usr/bin/env node
// Generates the Prisma client, only when the schema or Prisma itself changed since the last time.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const schemaFolder = join(root, 'prisma')
const generatedFolder = join(root, 'server', 'src', 'platform', 'database', 'generated')
const stampFile = join(generatedFolder, '.made-from')
const require = createRequire(import.meta.url)

function fingerprint() {
  const hash = createHash('sha256').update(require('prisma/package.json').version)
  for (const name of readdirSync(schemaFolder).sort()) {
    if (name.endsWith('.prisma')) hash.update(`\0${name}\0`).update(readFileSync(join(schemaFolder, name)))
  }
  return hash.digest('hex')
}

/**
 * Makes the client in server/src/platform/database/generated when it is missing or stale.
 * @param {(line: string) => void} say
 * @returns {boolean} whether it had to be made
 */
export function generateClient(say) {
  const wanted = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false
  say('generating the Prisma client ...')
  const command = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js')
  const run = spawnSync(process.execPath, [command, 'generate'], {
    cwd: root,
    encoding: 'utf8',
    // The command line would ask its maker's server for a newer version and send usage figures.
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  })
  if (run.status !== 0) throw new Error(`prisma generate failed:\n${run.stdout}${run.stderr}`)
  writeFileSync(stampFile, wanted)
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    generateClient((line) => process.stdout.write(`${line}\n`))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
