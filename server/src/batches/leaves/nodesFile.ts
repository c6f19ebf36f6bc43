/**
 * `<root>.nodes`: every node of a leaf file's tree as KeptPackTree orders them, so that a proof is `depth` small reads
 * and not a million hashes. Derived and unchecked: whoever reads a path from it folds it to the root.
 */
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { bucketOf, readStamp, valueBytes } from './leafFile.ts'

export function writeNodes(path: string, nodes: Uint8Array): void {
  writeFileSync(path, nodes, { mode: 0o600 })
}

/** The siblings on the way from the bucket of `entry` up to the root, `depth` * 32 bytes; null: no such file. */
export function readSiblings(path: string, depth: number, entry: Uint8Array): Uint8Array | null {
  if (readStamp(path) === null) return null
  const siblings = new Uint8Array(depth * valueBytes)
  const fd = openSync(path, 'r')
  try {
    let node = 2 ** depth + bucketOf(entry, 0, depth)
    for (let level = 0; level < depth; level++) {
      readSync(fd, siblings, level * valueBytes, valueBytes, (node ^ 1) * valueBytes)
      node >>= 1
    }
  } finally {
    closeSync(fd)
  }
  return siblings
}
