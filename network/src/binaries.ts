/** Fabric's programs are the operator's: found, checked and named, never downloaded. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Refusal } from './refusal.ts'

const programs = ['peer', 'orderer', 'configtxgen', 'configtxlator', 'cryptogen', 'osnadmin'] as const
export type Program = (typeof programs)[number]

export interface Binaries {
  dir: string
  /** `v3.1.5`; a build from source may say `latest`. */
  version: string
}

/**
 * Looks in FABRIC_BIN, else along PATH, for a folder that holds all programs.
 * @throws Refusal that names what is missing, where it was looked for and where it comes from
 */
export function findBinaries(env: Readonly<Record<string, string | undefined>>): Binaries {
  const named = env['FABRIC_BIN']
  const folders = named ? [named] : (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const dir = folders.find((folder) => isProgram(join(folder, 'peer'))) ?? folders[0] ?? ''
  const missing = programs.filter((program) => !isProgram(join(dir, program)))
  if (missing.length > 0) throw new Refusal(missingMessage(missing, named))
  const version = versionOf(dir)
  if (!isRecentEnough(version)) throw new Refusal(`${dir}/peer is Hyperledger Fabric ${version}; ${needed}`)
  return { dir, version }
}

const needed = 'Veritrail needs 3.1 or later'
const source =
  'They come with the official archive hyperledger-fabric-<platform>-<version>.tar.gz at https://github.com/hyperledger/fabric/releases ' +
  '(or its script: install-fabric.sh --fabric-version 3.1.5 binary). Unpack it and set FABRIC_BIN to its folder bin.'

function missingMessage(missing: readonly string[], named: string | undefined): string {
  const where = named ? `FABRIC_BIN (${named})` : 'any folder of PATH, and FABRIC_BIN is not set'
  return `Hyperledger Fabric's programs ${missing.join(', ')} are not in ${where}. ${needed}. ${source}`
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function versionOf(dir: string): string {
  const { stdout, error } = spawnSync(join(dir, 'peer'), ['version'], { encoding: 'utf8', timeout: 20_000 })
  const found = /^\s*Version:\s*(\S+)/m.exec(error === undefined ? stdout : '')?.[1]
  if (found === undefined) throw new Refusal(`${dir}/peer does not run on this machine. ${source}`)
  return found
}

/** A build from source names itself by anything, `latest` by default: taken at its word. */
function isRecentEnough(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version)?.map(Number) ?? []
  if (major === undefined || minor === undefined) return true
  return major > 3 || (major === 3 && minor >= 1)
}
