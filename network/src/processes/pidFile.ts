/** One file a process, so that another command, or the next one after a crash, knows what runs here. */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOf } from './processIdentity.ts'

export interface ProcessRecord {
  name: string
  kind: 'peer' | 'orderer' | 'chaincode'
  pid: number
  /** Of `startOf`: the record means this process and no later one of the same number. */
  started: string
}

export const pidsDirOf = (dir: string) => join(dir, 'pids')

export function writePidFile(dir: string, record: ProcessRecord): void {
  mkdirSync(pidsDirOf(dir), { recursive: true })
  const file = join(pidsDirOf(dir), `${record.name}.json`)
  // Whole or not at all, also for a reader at this moment.
  writeFileSync(`${file}.new`, JSON.stringify(record))
  renameSync(`${file}.new`, file)
}

export function isRunning({ pid, started }: { pid: number; started: string }): boolean {
  return startOf(pid) === started
}

/** The processes of this folder that run; files of those that are gone are removed. */
export function runningProcesses(dir: string): ProcessRecord[] {
  const folder = pidsDirOf(dir)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((file) => {
    if (!file.endsWith('.json')) return []
    const record = readRecord(join(folder, file))
    if (record !== null && isRunning(record)) return [record]
    rmSync(join(folder, file), { force: true })
    return []
  })
}

function readRecord(path: string): ProcessRecord | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessRecord
  } catch {
    // Cut off by a full disk, or gone meanwhile: it names nothing.
    return null
  }
}
