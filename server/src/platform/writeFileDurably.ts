import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a whole file or nothing: beside its place, to the disk, then moved there.
 * @param mode permission bits of a new file, for example 0o600
 */
export function writeFileDurably(path: string, bytes: Uint8Array, mode: number): void {
  const unfinished = `${path}.${String(process.pid)}.new`
  try {
    const file = openSync(unfinished, 'w', mode)
    try {
      // Not `writeSync`: on a disk that is nearly full that writes a part, and says so only in its result.
      writeFileSync(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } catch (error) {
    // A full disk needs the room.
    rmSync(unfinished, { force: true })
    throw error
  }
  // The move itself is durable once the folder is on the disk. Windows has no such call.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
