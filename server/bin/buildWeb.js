#!/usr/bin/env node
// Builds the browser's side into scanner-web/dist, only when something it is made from changed since the last time.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..', '..')
const web = join(root, 'scanner-web')
const dist = join(web, 'dist')
const stampFile = join(dist, '.made-from')
/** What the build reads; the lock file stands for the packages. */
const sources = ['package-lock.json', 'scanner-web', 'chaincode/src/domain']

function fingerprint() {
  const hash = createHash('sha256')
  for (const path of sources.flatMap(filesBelow).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

function filesBelow(path) {
  const full = join(root, path)
  if (path.endsWith('.json')) return [path]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => !/[\\/]dist([.-][^\\/]*)?[\\/]/.test(name) && !name.endsWith('.md'))
    .map((name) => name.slice(root.length + 1).replaceAll('\\', '/'))
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether it had to be built
 */
export async function buildWeb(say) {
  const wanted = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false
  say('building the web app ...')
  const { build } = await import('vite')
  // Beside its place and then moved there: nobody is ever served half a build.
  const made = join(web, `dist.${String(process.pid)}`)
  const mode = process.env.NODE_ENV
  try {
    process.env.NODE_ENV = 'production'
    await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'warn', build: { outDir: made } })
    writeFileSync(join(made, '.made-from'), wanted)
    mkdirSync(dist, { recursive: true })
    const old = join(web, `dist.old-${String(process.pid)}`)
    renameSync(dist, old)
    renameSync(made, dist)
    rmSync(old, { recursive: true })
  } finally {
    if (mode === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = mode
    rmSync(made, { recursive: true, force: true })
  }
  return true
}

// Not awaited here: a module with a top-level await cannot be required, and mocha would load all that imports it twice.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void buildWeb((line) => process.stdout.write(`${line}\n`))
}
