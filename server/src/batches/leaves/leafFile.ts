import { closeSync, openSync, readSync, statSync } from 'node:fs'

export const valueBytes = 32

/** One disk page: what a look-up reads. */
const pageValues = 128
const pageBytes = pageValues * valueBytes
/** 48 bits: the most that a double counts exactly and a Buffer reads at once. */
const prefixBytes = 6

/** Of the leaf file of a tree. */
export function bytesOfFile(depth: number): number {
  return 4 * 2 ** depth * valueBytes
}

/** Of the tree whose 4 * 2^depth values fill so many bytes; no integer where no tree does. */
export function depthOfFile(bytes: number): number {
  return Math.log2(bytes / valueBytes / 4)
}

/** Tells two states of a file apart without reading it. */
export interface FileStamp {
  size: number
  mtimeMs: number
  inode: number
}

/** null: there is no such file. */
export function readStamp(path: string): FileStamp | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : { size: stat.size, mtimeMs: stat.mtimeMs, inode: stat.ino }
}

export function isSame(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.inode === b.inode
}

/**
 * An open leaf file and the first bits of every page: memory is 1/512 of the file, a look-up is one read of a page.
 * (Whole files in memory would be 33 MB for each million packs and thrash the day they no longer fit.)
 */
export class LeafFile {
  readonly depth: number
  readonly #fd: number
  readonly #index: Float64Array
  readonly #page = Buffer.alloc(pageBytes)

  /** `index` is indexPages of the file's content, which the caller has verified against its root. */
  constructor(path: string, depth: number, index: Float64Array) {
    this.depth = depth
    this.#index = index
    this.#fd = openSync(path, 'r')
  }

  has(entry: Uint8Array): boolean {
    const wanted = prefixOf(entry, 0)
    let page = this.#lastPageBelow(wanted)
    for (; page < this.#index.length && (this.#index[page] ?? 0) <= wanted; page++) {
      if (holds(this.#page, this.#readPage(page), entry)) return true
    }
    return false
  }

  /** The bucket that `entry` belongs to: its values, sorted and joined. */
  bucket(entry: Uint8Array): Uint8Array {
    const wanted = bucketOf(entry, 0, this.depth)
    const first = wanted * 2 ** (prefixBytes * 8 - this.depth)
    const last = (wanted + 1) * 2 ** (prefixBytes * 8 - this.depth)
    const values: Uint8Array[] = []
    for (let page = this.#lastPageBelow(first); (this.#index[page] ?? last) < last; page++) {
      const read = this.#readPage(page)
      for (let offset = 0; offset < read; offset += valueBytes) {
        if (bucketOf(this.#page, offset, this.depth) !== wanted) continue
        values.push(Uint8Array.from(this.#page.subarray(offset, offset + valueBytes)))
      }
    }
    return Buffer.concat(values)
  }

  close(): void {
    closeSync(this.#fd)
  }

  /** Equal prefixes may begin on the page before: hence the last page that starts strictly below. */
  #lastPageBelow(prefix: number): number {
    let low = 0
    let high = this.#index.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#index[middle] ?? 0) < prefix) low = middle
      else high = middle - 1
    }
    return low
  }

  #readPage(page: number): number {
    return readSync(this.#fd, this.#page, 0, pageBytes, page * pageBytes)
  }
}

/** Binary search among the sorted values in the first `length` bytes of `page`. */
function holds(page: Buffer, length: number, entry: Uint8Array): boolean {
  let low = 0
  let high = length / valueBytes
  while (low < high) {
    const middle = (low + high) >> 1
    const order = page.compare(entry, 0, valueBytes, middle * valueBytes, (middle + 1) * valueBytes)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle
  }
  return false
}

/** The first 48 bits of every page's first value. */
export function indexPages(values: Uint8Array): Float64Array {
  const index = new Float64Array(Math.ceil(values.length / pageBytes))
  for (let page = 0; page < index.length; page++) index[page] = prefixOf(values, page * pageBytes)
  return index
}

/** The first `depth` bits (big-endian, at most 32) of the value at byte `offset`: which bucket it belongs to. */
export function bucketOf(values: Uint8Array, offset: number, depth: number): number {
  const view = new DataView(values.buffer, values.byteOffset + offset, 4)
  return Math.floor(view.getUint32(0) / 2 ** (32 - depth))
}

/** Byte by byte: a DataView or Buffer made for it costs more than the search that it begins. */
function prefixOf(values: Uint8Array, offset: number): number {
  let prefix = 0
  for (let i = 0; i < prefixBytes; i++) prefix = prefix * 256 + (values[offset + i] ?? 0)
  return prefix
}
