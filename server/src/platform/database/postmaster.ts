import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether process `pid` is a Postgres that serves `folder`, and not a later process that was given the same number. */
async function serves(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') {
    // A postmaster works inside its data folder.
    const cwd = await readlink(`/proc/${String(pid)}/cwd`).catch(() => null)
    return cwd === (await realpath(folder))
  }
  const { stdout } = await run('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({ stdout: '' }))
  return stdout.includes(folder)
}

async function pidOf(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10)
  return pid > 0 ? pid : null
}

/**
 * Stops a Postgres that an earlier server left behind on `folder` (kill -9 takes only the server), and removes a stale pid file
 * whose number belongs to another process now, which Postgres itself would take for a rival.
 * @returns the pid of the Postgres that was stopped, or null
 */
export async function stopSurvivor(folder: string): Promise<number | null> {
  const pid = await pidOf(folder)
  if (pid === null) return null
  if (!(await serves(pid, folder))) {
    await rm(join(folder, 'postmaster.pid'), { force: true })
    return null
  }
  // Fast shutdown, then immediate shutdown (the next start recovers from the write-ahead log).
  for (const [signal, timeoutMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    process.kill(pid, signal)
    const until = Date.now() + timeoutMs
    while (Date.now() < until) {
      if (!(await serves(pid, folder))) return pid
      await pause(20)
    }
  }
  throw new Error(`Postgres (process ${String(pid)}) still serves ${folder} and does not stop`)
}
