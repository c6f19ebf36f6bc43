/**
 * How a record lies in a segment of the audit journal: `u32 length | u32 checksum | payload`, numbers big-endian.
 *
 * The checksum (CRC-32, zlib's) is seeded with the segment's name and the frame's offset, so a frame counts only
 * where it was written: a renamed file or bytes left over from elsewhere never read as records.
 */
import { crc32 } from 'node:zlib'

export const frameHeaderBytes = 8
/** A record is a few hundred bytes; a length beyond this is damage, not a record. */
export const maxPayloadBytes = 64 * 1024

export interface Frame {
  /** Where the frame starts in its segment. */
  offset: number
  /** Where the next one starts. */
  end: number
  payload: Uint8Array
}

/** The seed for a segment's checksums: take it once a segment. */
export function checksumSeed(segment: string): number {
  return crc32(segment)
}

function checksum(seed: number, offset: number, payload: Uint8Array): number {
  return crc32(payload, (seed ^ offset) >>> 0)
}

/** Writes the frame into `target` at `at`, to be stored at `offset` of the segment; the number of bytes written. */
export function writeFrame(
  target: Buffer,
  at: number,
  seed: number,
  offset: number,
  payload: Uint8Array,
): number {
  target.writeUInt32BE(payload.length, at)
  target.writeUInt32BE(checksum(seed, offset, payload), at + 4)
  target.set(payload, at + frameHeaderBytes)
  return frameHeaderBytes + payload.length
}

/**
 * The whole frames at the start of `bytes`, which were read from `offset` of the segment, and where the last of them
 * ends. What follows `end` is a frame not yet read in full, a torn one, or damage.
 */
export function readFrames(
  bytes: Buffer,
  seed: number,
  offset: number,
  maxFrames = Infinity,
): { frames: Frame[]; end: number } {
  const frames: Frame[] = []
  let at = 0
  while (at + frameHeaderBytes <= bytes.length && frames.length < maxFrames) {
    const length = bytes.readUInt32BE(at)
    const end = at + frameHeaderBytes + length
    if (length === 0 || length > maxPayloadBytes || end > bytes.length) break
    const payload = bytes.subarray(at + frameHeaderBytes, end)
    if (checksum(seed, offset + at, payload) !== bytes.readUInt32BE(at + 4)) break
    frames.push({ offset: offset + at, end: offset + end, payload })
    at = end
  }
  return { frames, end: offset + at }
}
