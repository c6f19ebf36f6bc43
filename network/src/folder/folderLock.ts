/** One command at a time changes a network's folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from '../processes/pidFile.ts'
import { startOf } from '../processes/processIdentity.ts'
import { Refusal } from '../refusal.ts'

interface Holder {
  pid: number
  started: string
}

/**
 * Runs `work` while this process holds the folder; a lock whose process is gone is taken over.
 * @throws Refusal when another process holds it
 */
export async function withFolderLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, 'lock')
  take(path)
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string): void {
  const own: Holder = { pid: process.pid, started: startOf(process.pid) ?? '' }
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(own), { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = readHolder(path)
    if (holder !== null && isRunning(holder))
      throw new Refusal(
        `process ${holder.pid} works on ${path.replace(/.lock$/, '')} at this moment; try again when it is done`,
      )
    rmSync(path, { force: true })
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return null
  }
}
