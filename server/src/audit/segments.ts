/** The files of the audit journal: `<name>.journal`, each append-only, names in the order of writing and never used twice. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checksumSeed, readFrames } from './frames.ts'

const suffix = '.journal'

export function segmentPath(folder: string, segment: string): string {
  return join(folder, segment + suffix)
}

/** Names of the segments there, in the order they were written. */
export function listSegments(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort()
}

/**
 * Time first, so that names sort; random last, so that a name is never used twice even when the folder was emptied:
 * (segment, offset) is what makes draining happen once.
 */
export function nextSegmentName(after: string | undefined, nowMs: number): string {
  const time = Math.max(nowMs, after === undefined ? 0 : Number(after.slice(0, 15)) + 1)
  return `${String(time).padStart(15, '0')}-${randomBytes(6).toString('hex')}`
}

/** Creates the file and makes its name durable; the open descriptor. */
export function createSegment(folder: string, segment: string): number {
  const descriptor = openSync(segmentPath(folder, segment), 'wx', 0o600)
  syncFolder(folder)
  return descriptor
}

export function removeSegment(folder: string, segment: string): void {
  rmSync(segmentPath(folder, segment), { force: true })
}

/**
 * Cuts the segment off after its last whole record; `cut` is what was torn, in bytes, unused room aside. What stays is on disk afterwards,
 * also where the process died between a write and its sync.
 */
export function cutTornTail(folder: string, segment: string): { end: number; cut: number } {
  const path = segmentPath(folder, segment)
  const bytes = readFileSync(path)
  const { end } = readFrames(bytes, checksumSeed(segment), 0)
  const descriptor = openSync(path, 'r+')
  try {
    if (end < bytes.length) ftruncateSync(descriptor, end)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return { end, cut: tornBytes(bytes.subarray(end)) }
}

/** Where the records of a segment end that was left behind: with zeros after them it was never cut to its size. */
export function endOfClosed(folder: string, segment: string): number {
  const bytes = readFileSync(segmentPath(folder, segment))
  const { end } = readFrames(bytes, checksumSeed(segment), 0)
  return tornBytes(bytes.subarray(end)) === 0 ? end : bytes.length
}

/** Zeros at the end are room that was made for records and not used. */
function tornBytes(tail: Uint8Array): number {
  return tail.findLastIndex((byte) => byte !== 0) + 1
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
