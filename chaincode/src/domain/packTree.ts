/**
 * The tree in buckets: a batch's pack entries and random padding, exactly 4 * 2^depth values of 32 bytes. Leaf i of a
 * perfect RFC 6962 tree of 2^depth leaves is the bucket of all values whose first `depth` bits are i, sorted and joined.
 * An entry has one possible place, so one bucket shows presence as well as absence, and nobody can prove both.
 *
 * A million packs are 2^20 values: everything lies in few large arrays, nothing is made per value.
 */
import { concat, equalBytes } from './bytes.ts'
import { leafHashOf, nodeHashOf, pairHashOf, type Hashing } from './names.ts'

const width = 32
const valuesPerLeaf = 4
/** A proof's first byte counts its bucket's values. */
export const maxBucket = 64
/** 2^30 values of 32 bytes are more than one array holds; a larger batch is several trees. */
export const maxDepth = 24
/** Hides the size of small batches. */
export const minDepth = 8

/** A tree kept for proving. `nodes` is a heap: node 1 is the root, node n has children 2n and 2n + 1, leaf i is 2^depth + i. */
export interface KeptPackTree {
  readonly depth: number
  readonly root: Uint8Array
  /** Sorted, joined: exactly the leaf file. */
  readonly values: Uint8Array
  readonly nodes: Uint8Array
  /** Index of each bucket's first value; one more at the end. */
  readonly starts: Uint32Array
}

/** Depth for `count` packs: the tree tells their number to a factor of two, and nothing below 1024. */
export function depthFor(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError('count must be 1 or more')
  const depth = Math.max(minDepth, Math.ceil(Math.log2(count)) - 2)
  if (depth > maxDepth) throw new RangeError(`at most ${valuesPerLeaf * 2 ** maxDepth} packs in one tree`)
  return depth
}

/** How many random 32-byte values complete a tree that holds `count` entries. */
export function paddingFor(count: number, depth: number): number {
  return valuesPerLeaf * 2 ** depth - count
}

/**
 * `entries` and `padding` are joined 32-byte values, together 4 * 2^depth of them.
 * Throws RangeError on another number, on a value that stands twice, and on a bucket of more than 64 (draw new padding;
 * with random values that happens less than once in 10^40 trees).
 */
export function buildPackTree(
  h: Hashing,
  entries: Uint8Array,
  depth: number,
  padding: Uint8Array,
): KeptPackTree {
  if (entries.length + padding.length !== valuesPerLeaf * 2 ** depth * width) {
    throw new RangeError(`a tree of depth ${depth} holds exactly ${valuesPerLeaf * 2 ** depth} values`)
  }
  const { values, starts } = sortIntoBuckets([entries, padding], depth)
  return hashTree(h, values, starts, depth)
}

/** The tree of a leaf file. The caller compares `root` with the name it was asked for; throws RangeError on a broken file. */
export function packTreeOf(h: Hashing, values: Uint8Array): KeptPackTree {
  const depth = Math.log2(values.length / width / valuesPerLeaf)
  if (!Number.isInteger(depth) || depth < 0 || depth > maxDepth) {
    throw new RangeError('a leaf file holds 4 * 2^depth values')
  }
  const { values: sorted, starts } = sortIntoBuckets([values], depth)
  if (!equalBytes(sorted, values)) throw new RangeError('leaf file is not sorted')
  return hashTree(h, values, starts, depth)
}

/** `u8 n | n values of the bucket | depth siblings from the leaf up`, for this entry whether it is there or not. */
export function provePackEntry(tree: KeptPackTree, entry: Uint8Array): Uint8Array {
  const leaf = bucketOf(entry, 0, tree.depth)
  const bucket = bucketBytes(tree, leaf)
  const proof = [Uint8Array.of(bucket.length / width), bucket]
  for (let node = 2 ** tree.depth + leaf; node > 1; node >>>= 1) {
    proof.push(tree.nodes.subarray((node ^ 1) * width, ((node ^ 1) + 1) * width))
  }
  return concat(...proof)
}

export type Finding = 'present' | 'absent' | 'invalid'

/** What `proof` shows of `entry` under `root`. Never throws: a proof of the wrong length is `invalid` like a wrong one. */
export function findEntry(
  h: Hashing,
  root: Uint8Array,
  depth: number,
  entry: Uint8Array,
  proof: Uint8Array,
): Finding {
  const count = proof[0] ?? maxBucket + 1
  const siblings = 1 + count * width
  if (count > maxBucket || entry.length !== width || proof.length !== siblings + depth * width)
    return 'invalid'
  const bucket = proof.subarray(1, siblings)
  let at = bucketOf(entry, 0, depth)
  let hash = leafHashOf(h, bucket)
  for (let i = siblings; i < proof.length; i += width) {
    const sibling = proof.subarray(i, i + width)
    hash = at % 2 === 1 ? nodeHashOf(h, sibling, hash) : nodeHashOf(h, hash, sibling)
    at >>>= 1
  }
  if (!equalBytes(hash, root)) return 'invalid'
  for (let i = 0; i < bucket.length; i += width) {
    if (compareValues(bucket, i, entry, 0) === 0) return 'present'
  }
  return 'absent'
}

/** The first `depth` bits, big-endian, of the value that starts at `at`. */
function bucketOf(values: Uint8Array, at: number, depth: number): number {
  if (depth === 0) return 0
  const word =
    ((values[at] ?? 0) << 24) |
    ((values[at + 1] ?? 0) << 16) |
    ((values[at + 2] ?? 0) << 8) |
    (values[at + 3] ?? 0)
  return word >>> (32 - depth)
}

function bucketBytes(tree: KeptPackTree, leaf: number): Uint8Array {
  return tree.values.subarray((tree.starts[leaf] ?? 0) * width, (tree.starts[leaf + 1] ?? 0) * width)
}

function compareValues(a: Uint8Array, i: number, b: Uint8Array, j: number): number {
  for (let k = 0; k < width; k++) {
    const difference = (a[i + k] ?? 0) - (b[j + k] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** A counting sort by bucket, then an insertion sort of the four or so values inside each: linear, one copy. */
function sortIntoBuckets(sources: readonly Uint8Array[], depth: number) {
  const starts = new Uint32Array(2 ** depth + 1)
  let size = 0
  for (const source of sources) {
    size += source.length
    for (let at = 0; at < source.length; at += width) {
      const next = bucketOf(source, at, depth) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
  }
  for (let i = 1; i < starts.length; i++) {
    if ((starts[i] ?? 0) > maxBucket) throw new RangeError(`a bucket holds at most ${maxBucket} values`)
    starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
  }
  const values = new Uint8Array(size)
  const filled = starts.slice(0, -1)
  for (const source of sources) {
    for (let at = 0; at < source.length; at += width) insert(values, starts, filled, source, at, depth)
  }
  return { values, starts }
}

function insert(
  values: Uint8Array,
  starts: Uint32Array,
  filled: Uint32Array,
  source: Uint8Array,
  at: number,
  depth: number,
): void {
  const bucket = bucketOf(source, at, depth)
  const first = (starts[bucket] ?? 0) * width
  const end = (filled[bucket] ?? 0) * width
  let place = end
  while (place > first) {
    const order = compareValues(values, place - width, source, at)
    if (order === 0) throw new RangeError('a value stands twice')
    if (order < 0) break
    place -= width
  }
  values.copyWithin(place + width, place, end)
  for (let k = 0; k < width; k++) values[place + k] = source[at + k] ?? 0
  filled[bucket] = end / width + 1
}

function hashTree(h: Hashing, values: Uint8Array, starts: Uint32Array, depth: number): KeptPackTree {
  const leaves = 2 ** depth
  const nodes = new Uint8Array(2 * leaves * width)
  for (let leaf = 0; leaf < leaves; leaf++) {
    const bucket = values.subarray((starts[leaf] ?? 0) * width, (starts[leaf + 1] ?? 0) * width)
    nodes.set(leafHashOf(h, bucket), (leaves + leaf) * width)
  }
  for (let node = leaves - 1; node >= 1; node--) {
    nodes.set(pairHashOf(h, nodes.subarray(2 * node * width, (2 * node + 2) * width)), node * width)
  }
  return { depth, root: nodes.slice(width, 2 * width), values, nodes, starts }
}
