import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Hash } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import type { LeafStore } from '../leafStore.ts'

/**
 * Takes in a leaf file as it arrives: to the disk, rebuilt to its root, and only then under its name.
 * @param bytes how many there must be: a sender cannot fill the disk with more
 * @returns false: what came is not the tree of this root. @throws what broke the stream
 */
export async function receiveLeaves(
  leaves: Pick<LeafStore, 'partFor' | 'adopt'>,
  root: Hash,
  stream: Readable,
  bytes: number,
): Promise<boolean> {
  const part = leaves.partFor(root)
  let came = 0
  const atMost = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      came += chunk.length
      if (came > bytes) done(new TooLong())
      else done(null, chunk)
    },
  })
  try {
    await pipeline(stream, atMost, createWriteStream(part, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await rm(part, { force: true })
    if (error instanceof TooLong) return false
    throw error
  }
  return await leaves.adopt(part, root)
}

class TooLong extends Error {
  override readonly name = 'TooLong'
}
