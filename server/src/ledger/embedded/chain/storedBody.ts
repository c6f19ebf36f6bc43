/**
 * A block's body as it lies on the disk. Hashes and signatures are of the body itself; this is only how it is kept: small ones
 * deflated, since a block of one or two transactions repeats names, keys and the event, and nothing else shares its cost.
 *
 * `body` or, with a first byte that no body has, `2 | u32 CRC-32 of the rest | raw deflate`. The checksum finds changed bits
 * that inflating would pass over.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Bodies begin with the number of their format (block.ts), which is 1. */
const deflatedMark = 2
const headBytes = 5
/** From here on a block's transactions share enough, and the time of deflating it would be felt. */
const worthIt = 4096
/** A small window and little memory: both are set up anew for each block. */
const settings = { level: 6, memLevel: 5, windowBits: 12 }

export function toStoredBody(body: Uint8Array): Buffer {
  const plain = Buffer.from(body.buffer, body.byteOffset, body.length)
  if (body.length > worthIt) return plain
  const deflated = deflateRawSync(plain, settings)
  if (deflated.length + headBytes >= body.length) return plain
  const stored = Buffer.allocUnsafe(headBytes + deflated.length)
  stored.writeUInt8(deflatedMark)
  stored.writeUInt32BE(crc32(deflated), 1)
  stored.set(deflated, headBytes)
  return stored
}

/** Throws Error where the bytes were not made by `toStoredBody`. */
export function fromStoredBody(stored: Buffer): Buffer {
  if (stored[0] !== deflatedMark) return stored
  const deflated = stored.subarray(headBytes)
  if (crc32(deflated) !== stored.readUInt32BE(1)) throw new Error('the stored bytes of a block were changed')
  return inflateRawSync(deflated, { windowBits: settings.windowBits, maxOutputLength: worthIt })
}
