/** The demo world's log-ins, written once, readable by their owner alone; the command line finds its tokens here. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../../chaincode/src/domain/ledgerApi.ts'

export interface DemoLogin {
  /** The participant's name, as `North Lab`. */
  who: string
  gln: string
  roles: Role[]
  /** GLN of the site the user works at. */
  site: string
  email: string
  password: string
  /** An API token of the same participant, site and rights. */
  token: string
}

/** A code to scan, and the state of the pack that carries it. */
export interface DemoPack {
  state: string
  code: string
  /** The code carries its maker's signature. */
  isSigned?: true
}

export interface DemoFile {
  url: string
  /** Names the Fabric network on whose channel it stands; null on the embedded ledger. */
  network: string | null
  logins: DemoLogin[]
  packs: DemoPack[]
}

export function demoFileOf(dataDir: string): string {
  return join(dataDir, 'demo.json')
}

/** null where the folder holds no demo world. */
export function readDemoFile(dataDir: string): DemoFile | null {
  const file = demoFileOf(dataDir)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoFile) : null
}

export function writeDemoFile(dataDir: string, demo: DemoFile): void {
  writeFileSync(demoFileOf(dataDir), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
}

/** Stands while the demo world is being made: a start that finds it clears the half-made world away. */
const unfinishedIn = (dataDir: string) => join(dataDir, 'demo.unfinished')

/** @param network as in DemoFile */
export function markUnfinished(dataDir: string, network: string | null): void {
  writeFileSync(unfinishedIn(dataDir), network ?? '')
}

/** As in DemoFile, of a demo world whole or half made; null also where there is none. */
export function networkOfDemo(dataDir: string): string | null {
  const half = isUnfinished(dataDir) ? readFileSync(unfinishedIn(dataDir), 'utf8') : ''
  // Files of earlier versions do not name one.
  return half || (readDemoFile(dataDir)?.network ?? null)
}

export function markFinished(dataDir: string): void {
  rmSync(unfinishedIn(dataDir), { force: true })
}

export function isUnfinished(dataDir: string): boolean {
  return existsSync(unfinishedIn(dataDir))
}
