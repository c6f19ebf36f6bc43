import type { Ledger } from '../port.ts'
import type { Checkpoint } from '../replica/replicaStore.ts'

/**
 * How a follower's checkpoint stands to the ledger:
 * - `follows`: the ledger holds the very block the checkpoint names;
 * - `short`: it is the same ledger, and ends before it: a backup was put back;
 * - `forked`: it is the same ledger, and holds another block there: a backup was put back and went on;
 * - `foreign`: it is another ledger.
 */
export type Standing = 'follows' | 'short' | 'forked' | 'foreign'

export async function standingOf(ledger: Ledger, checkpoint: Checkpoint | null): Promise<Standing> {
  if (checkpoint === null) return 'follows'
  const origin = await hashOf(ledger, 0)
  if (origin === null) return 'short'
  if (origin !== checkpoint.origin) return 'foreign'
  if ((await ledger.height()) < checkpoint.height) return 'short'
  return (await hashOf(ledger, checkpoint.height - 1)) === checkpoint.last ? 'follows' : 'forked'
}

/** Hash of the block at `height`, base64url; null where the ledger ends before it. */
async function hashOf(ledger: Ledger, height: number): Promise<string | null> {
  if ((await ledger.height()) <= height) return null
  const left = new AbortController()
  try {
    for await (const block of ledger.blocks(height, left.signal))
      return Buffer.from(block.hash).toString('base64url')
    return null
  } finally {
    left.abort()
  }
}
