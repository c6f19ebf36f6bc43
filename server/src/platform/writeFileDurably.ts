import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a whole file or nothing: beside its place, to the disk, then moved there.
 * @param mode permission bits of a new file, for example 0o600
 */
export function writeFileDurably(path: string, bytes: Uint8Array, mode: number): void {
  const unfinished = `${path}.${String(process.pid)}.new`
  try {
    // Not `writeSync`: on a disk that is nearly full that writes a part, and says so only in its result.
    writeFileSync(unfinished, bytes, { mode })
    moveDurably(unfinished, path)
  } catch (error) {
    // A full disk needs the room.
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** Brings a finished file to the disk and then to its place. */
export function moveDurably(finished: string, path: string): void {
  flush(finished, 'r+')
  renameSync(finished, path)
  // The move itself is durable once the folder is on the disk. Windows has no such call.
  if (process.platform !== 'win32') flush(dirname(path), 'r')
}

function flush(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
