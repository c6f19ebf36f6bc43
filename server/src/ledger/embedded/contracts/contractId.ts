/** Which rules are installed: written into every transaction and block header, so that history tells what judged it. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../../../platform/hashing.ts'

const chaincodeDir = fileURLToPath(new URL('../../../../../chaincode', import.meta.url))

/** `<version>#<sha256>` of the chaincode beside this server: over its source files' names and contents, in name order. */
export function installedContractId(dir = chaincodeDir): string {
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { version: string }
  const files = readdirSync(join(dir, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(dir, path).split(sep).join('/'), path }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const lines = files.map(({ name, path }) => `${hex(sha256(readFileSync(path)))}  ${name}\n`)
  return `${manifest.version}#${hex(sha256(Buffer.from(lines.join(''))))}`
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
