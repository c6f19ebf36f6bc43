/**
 * A growing RFC 6962 tree (section 2.1) in tiles of 256 hashes: a full tile is written once and never again, the rest
 * of each level stays in memory. Adding a leaf costs two hashes on average, a proof at most a few hundred.
 */
import { nodeHashOf } from '../../../../chaincode/src/domain/names.ts'
import { nodeHashing } from '../../platform/hashing.ts'

/** Tile (level, index) holds the roots of the 256 subtrees of 256^level leaves from leaf index * 256^(level+1) on. */
export interface Tile {
  level: number
  index: number
  bytes: Uint8Array
}

/** Full tiles only; null where there is none. */
export type ReadTile = (level: number, index: number) => Uint8Array | null

const tileWidth = 256
const tileHeight = 8
const hashBytes = 32

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return nodeHashOf(nodeHashing, left, right)
}

export class MerkleLog {
  private readonly readTile: ReadTile
  private leaves: number
  /** Roots of the perfect subtrees that the leaves split into, largest first. */
  private peaks: Uint8Array[]
  /** For each level of tiles, the hashes that fill no tile yet. */
  private tails: Uint8Array[][]

  private constructor(readTile: ReadTile, leaves: number, peaks: Uint8Array[], tails: Uint8Array[][]) {
    this.readTile = readTile
    this.leaves = leaves
    this.peaks = peaks
    this.tails = tails
  }

  static empty(readTile: ReadTile): MerkleLog {
    return new MerkleLog(readTile, 0, [], [])
  }

  /** The log of `size` leaves whose full tiles are stored; `lastLeaves` are the hashes after the last full tile. */
  static resume(readTile: ReadTile, size: number, lastLeaves: Uint8Array[]): MerkleLog {
    const tails = [lastLeaves]
    for (
      let level = 1, count = Math.floor(size / tileWidth);
      count > 0;
      level++, count = Math.floor(count / tileWidth)
    ) {
      const tail = []
      for (let index = count - (count % tileWidth); index < count; index++) {
        tail.push(perfectRoot(split(tileOf(readTile, level - 1, index))))
      }
      tails.push(tail)
    }
    const log = new MerkleLog(readTile, size, [], tails)
    for (let start = 0; start < size;) {
      const width = largestPowerWithin(size - start)
      log.peaks.push(log.subtree(start, width))
      start += width
    }
    return log
  }

  get size(): number {
    return this.leaves
  }

  /** Root of the tree now; of no leaves, SHA-256 of nothing. */
  root(): Uint8Array {
    let root: Uint8Array | undefined
    for (const peak of this.peaks.toReversed()) root = root === undefined ? peak : nodeHash(peak, root)
    return root ?? nodeHashing.sha256(new Uint8Array())
  }

  /** The log with these leaves added, and the tiles they filled. This one stays as it is. */
  with(leafHashes: readonly Uint8Array[]): { log: MerkleLog; tiles: Tile[] } {
    const tails = this.tails.map((tail) => [...tail])
    const log = new MerkleLog(this.readTile, this.leaves, [...this.peaks], tails)
    const tiles: Tile[] = []
    for (const leaf of leafHashes) log.add(leaf, tiles)
    return { log, tiles }
  }

  rootAt(size: number): Uint8Array {
    this.checkSize(size)
    return size === 0 ? nodeHashing.sha256(new Uint8Array()) : this.range(0, size)
  }

  /** RFC 6962 2.1.1: hashes from the leaf up. RangeError outside 0 <= index < size <= this.size. */
  inclusion(index: number, size: number): Uint8Array[] {
    this.checkSize(size)
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError('no such leaf')
    const path: Uint8Array[] = []
    let [start, end] = [0, size]
    while (end - start > 1) {
      const middle = start + splitOf(end - start)
      if (index < middle) {
        path.push(this.range(middle, end))
        end = middle
      } else {
        path.push(this.range(start, middle))
        start = middle
      }
    }
    return path.reverse()
  }

  /** RFC 6962 2.1.2. RangeError outside 0 < first <= second <= this.size. */
  consistency(first: number, second: number): Uint8Array[] {
    this.checkSize(second)
    if (!Number.isInteger(first) || first < 1 || first > second) throw new RangeError('no such sizes')
    const path: Uint8Array[] = []
    let [start, end] = [0, second]
    let whole = true
    while (first !== end) {
      const middle = start + splitOf(end - start)
      if (first <= middle) {
        path.push(this.range(middle, end))
        end = middle
      } else {
        path.push(this.range(start, middle))
        start = middle
        whole = false
      }
    }
    if (!whole) path.push(this.range(start, end))
    return path.reverse()
  }

  private checkSize(size: number): void {
    if (!Number.isInteger(size) || size < 0 || size > this.leaves)
      throw new RangeError('the log has no such size')
  }

  private add(leaf: Uint8Array, tiles: Tile[]): void {
    this.record(0, leaf, tiles)
    let hash = leaf
    for (let level = 1, size = this.leaves; size % 2 === 1; level++, size = Math.floor(size / 2)) {
      hash = nodeHash(this.peaks.pop() ?? hash, hash)
      if (level % tileHeight === 0) this.record(level / tileHeight, hash, tiles)
    }
    this.peaks.push(hash)
    this.leaves++
  }

  private record(level: number, hash: Uint8Array, tiles: Tile[]): void {
    const tail = (this.tails[level] ??= [])
    tail.push(hash)
    if (tail.length < tileWidth) return
    const next = level === 0 ? this.leaves + 1 : Math.floor((this.leaves + 1) / tileWidth ** level)
    tiles.push({ level, index: next / tileWidth - 1, bytes: Buffer.concat(tail) })
    this.tails[level] = []
  }

  /** Hash of the tree over leaves start..end-1, where start is a multiple of the tree's own widest subtree. */
  private range(start: number, end: number): Uint8Array {
    const width = end - start
    if (Number.isInteger(Math.log2(width))) return this.subtree(start, width)
    const middle = start + splitOf(width)
    return nodeHash(this.range(start, middle), this.range(middle, end))
  }

  /** Root of a perfect subtree: `width` is a power of two and divides `start`. */
  private subtree(start: number, width: number): Uint8Array {
    let level = 0
    let unit = 1
    while (unit * tileWidth <= width) [level, unit] = [level + 1, unit * tileWidth]
    const from = start / unit
    const count = width / unit
    const tile = Math.floor(from / tileWidth)
    const within = from % tileWidth
    const total = Math.floor(this.leaves / unit)
    const isFull = (tile + 1) * tileWidth <= total
    const hashes = isFull ? split(tileOf(this.readTile, level, tile)) : (this.tails[level] ?? [])
    return perfectRoot(hashes.slice(within, within + count))
  }
}

function tileOf(readTile: ReadTile, level: number, index: number): Uint8Array {
  const bytes = readTile(level, index)
  if (bytes?.length !== tileWidth * hashBytes)
    throw new Error(`tile ${level}/${index} of the log is missing or damaged`)
  return bytes
}

function split(tile: Uint8Array): Uint8Array[] {
  return Array.from({ length: tileWidth }, (_, i) => tile.subarray(i * hashBytes, (i + 1) * hashBytes))
}

function perfectRoot(hashes: Uint8Array[]): Uint8Array {
  let level = hashes
  while (level.length > 1) {
    const above = []
    for (let i = 0; i + 1 < level.length; i += 2)
      above.push(nodeHash(level[i] as Uint8Array, level[i + 1] as Uint8Array))
    level = above
  }
  return level[0] as Uint8Array
}

/** The largest power of two below `width` (RFC 6962's k). */
function splitOf(width: number): number {
  const power = largestPowerWithin(width)
  return power === width ? power / 2 : power
}

function largestPowerWithin(width: number): number {
  return 2 ** Math.floor(Math.log2(width))
}
