/** network.json: what was decided when the folder was made, and who was added since. Written last, so that it means: whole. */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { layoutOf, type Layout } from '../layout.ts'
import type { NodeSettings } from '../network.ts'
import { organisations as usual, type Organisation } from '../organisations.ts'
import { Refusal } from '../refusal.ts'

export interface NetworkFile {
  v: 1
  portOffset: number
  orderers: 1 | 3
  settings: NodeSettings
  /** Which one servers join. */
  chaincode: string
  /** Missing: those that a network begins with. */
  organisations?: readonly Organisation[]
}

const file = (dir: string) => join(dir, 'network.json')
/** Stands from the first moment until network.json is there. */
const marker = (dir: string) => join(dir, 'unfinished')

export function readNetworkFile(dir: string): NetworkFile | null {
  if (!existsSync(file(dir))) return null
  const kept = JSON.parse(readFileSync(file(dir), 'utf8')) as Omit<NetworkFile, 'chaincode'> & {
    chaincode?: string
  }
  // Networks of before do not name it.
  return { chaincode: 'veritrail', ...kept }
}

/** The network in this folder as it was left. */
export function keptLayout(
  dir: string,
  { portOffset, orderers, organisations = usual }: NetworkFile,
): Layout {
  return layoutOf(dir, portOffset, orderers, organisations)
}

export function writeNetworkFile(dir: string, content: NetworkFile): void {
  writeFileSync(`${file(dir)}.new`, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(`${file(dir)}.new`, file(dir))
  rmSync(marker(dir), { force: true })
}

/** Whether a start was interrupted before the network was whole. */
export function isUnfinished(dir: string): boolean {
  return existsSync(marker(dir))
}

/**
 * Makes the folder ready for a new network. What an interrupted start left is thrown away; nothing else ever is.
 * @throws Refusal when the folder holds something else
 */
export function beginFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const found = readdirSync(dir).filter((name) => name !== 'lock')
  if (found.length > 0 && !existsSync(marker(dir)))
    throw new Refusal(
      `${dir} holds files (${found.slice(0, 3).join(', ')}) but no network.json: it was not made by fabric:up, and nothing in it is touched. ` +
        'Set FABRIC_DIR to another folder, or remove these files yourself.',
    )
  for (const name of found) rmSync(join(dir, name), { recursive: true, force: true })
  writeFileSync(
    marker(dir),
    'A network is being made here. If nothing runs, the next fabric:up starts over.\n',
  )
}

/** @throws Refusal when the folder is no network's, so that nothing else is ever removed */
export function removeFolder(dir: string): void {
  if (!existsSync(dir)) return
  const isOurs = existsSync(file(dir)) || existsSync(marker(dir))
  if (!isOurs && readdirSync(dir).some((name) => name !== 'lock'))
    throw new Refusal(`${dir} holds no network; nothing was removed`)
  rmSync(dir, { recursive: true, force: true })
}
