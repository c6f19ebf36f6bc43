// What every launcher does before it loads TypeScript: checks Node, reads .env, makes the Prisma client, quietens the contract library.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** @param {(line: string) => void} say */
export async function prepare(say) {
  readSettings()
  const { generateClient } = await import('./generate.js')
  generateClient(say)
  await registerTypeScript()
}

/** Reads .env. Ends this process where Node is too old or the dependencies are missing. */
export function readSettings() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Veritrail needs Node 20.19 or later; this is ${process.version}.`)
  }
  try {
    createRequire(import.meta.url).resolve('tsx')
  } catch {
    stop('The dependencies are not installed: run `npm ci` first.')
  }
  const settings = join(root, '.env')
  if (existsSync(settings)) process.loadEnvFile(settings)
  // fabric-shim reads it when it is loaded, and prints every refusal with its facts otherwise.
  process.env.CORE_CHAINCODE_LOGGING_LEVEL ??= 'CRITICAL'
}

export async function registerTypeScript() {
  const { register } = await import('tsx/esm/api')
  register()
}

function stop(reason) {
  process.stderr.write(`${reason}\n`)
  process.exit(2)
}
