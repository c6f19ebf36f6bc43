/**
 * One server a data folder. The lock is a file that names its holder; the holder is recognised by process number *and* start time
 * (numbers are used again, in containers at once), and from elsewhere (another container or machine on the same volume) by the
 * file's age, which the holder renews.
 */
import { execFileSync } from 'node:child_process'
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

const renewMs = 5_000
const abandonedMs = 20_000

interface Holder {
  pid: number
  /** When the process started, in the system's own words; compared for equality only. */
  started: string
  /** Machine, boot and process-number space in which `pid` means something. */
  place: string
}

export interface DataFolderLock {
  release(): void
}

/** What keeps a second server from `dataDir`, in words; null when nothing does. Writes nothing. */
export function folderInUse(dataDir: string): string | null {
  const found = readHolder(lockPath(dataDir))
  return found !== null && isHeld(lockPath(dataDir), found) ? sayHeld(dataDir, found) : null
}

/**
 * Takes the lock of an existing folder; a lock whose holder is gone is taken over.
 * @throws when another server holds it
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const path = lockPath(dataDir)
  const own: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', place: place() }
  while (!takeLock(path, own)) removeAbandoned(dataDir, path)
  const renew = setInterval(() => {
    utimesSync(path, new Date(), new Date())
  }, renewMs)
  renew.unref()
  return {
    release() {
      clearInterval(renew)
      if (readHolder(path)?.started === own.started) rmSync(path, { force: true })
    },
  }
}

/** Whole or not at all: a file that appears under its name with its content. False when there is one already. */
function takeLock(path: string, own: Holder): boolean {
  const written = `${path}.${String(process.pid)}.new`
  try {
    writeFileSync(written, JSON.stringify(own), { mode: 0o600 })
    linkSync(written, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(written, { force: true })
  }
}

function removeAbandoned(dataDir: string, path: string): void {
  const found = readHolder(path)
  if (found !== null && isHeld(path, found)) throw new Error(sayHeld(dataDir, found))
  const aside = `${path}.${String(process.pid)}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  // Two servers may have judged the same old lock; the slower one has then moved the faster one's new lock away. Put it back.
  const moved = readHolder(aside)
  if (moved !== null && isHeld(aside, moved)) {
    linkSync(aside, path)
    rmSync(aside)
    throw new Error(sayHeld(dataDir, moved))
  }
  rmSync(aside)
}

const lockPath = (dataDir: string) => join(dataDir, 'lock')

const sayHeld = (dataDir: string, holder: Holder) =>
  `DATA_DIR ${dataDir} is in use by another server (process ${String(holder.pid)} on ${holder.place.split(' ')[0] ?? '?'})`

/** null: no file, or none that a server wrote. */
function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isHeld(path: string, holder: Holder): boolean {
  if (holder.place === place()) return startOf(holder.pid) === holder.started
  return Date.now() - statSync(path).mtimeMs < abandonedMs
}

function place(): string {
  if (process.platform !== 'linux') return hostname()
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return [hostname(), boot, readlinkSync('/proc/self/ns/pid')].join(' ')
}

/** null when there is no such process. */
function startOf(pid: number): string | null {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim()
    }
    // Field 22, counted after the command's name in parentheses, which may hold spaces (man 5 proc_pid_stat).
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
