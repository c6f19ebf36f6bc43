/**
 * The leaf files of all batches: `<root>.bin` holds the sorted values of one tree and nothing else, so it is its own
 * checksum; `<root>.nodes` beside it is derived, made when it is missing, and proofs taken from it are checked.
 *
 * No answer comes from a file that was not rebuilt to its root in this process. A file that is missing or damaged
 * answers null, which callers turn into *unavailable*, never into *unknown serial*.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Hash, PackTree } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Hashing } from '../../../../chaincode/src/domain/names.ts'
import { findEntry, packTreeOf, type KeptPackTree } from '../../../../chaincode/src/domain/packTree.ts'
import { moveDurably, writeFileDurably } from '../../platform/writeFileDurably.ts'
import { examineLeaves } from './examineLeaves.ts'
import {
  depthOfFile,
  indexPages,
  isSame,
  LeafFile,
  readStamp,
  valueBytes,
  type FileStamp,
} from './leafFile.ts'
import { readSiblings, writeNodes } from './nodesFile.ts'

/** Handles kept open at once; far below any system's limit, and reopening costs microseconds. */
const openFiles = 256

const suffix = '.bin'
const rootForm = /^[\w-]{43}$/

export type LeafState = 'whole' | 'missing' | 'damaged'

interface Checked {
  stamp: FileStamp
  /** null: damaged, and not worth another look until the file changes. */
  index: Float64Array | null
}

export class LeafStore {
  readonly #folder: string
  readonly #hashing: Hashing
  readonly #checked = new Map<Hash, Checked>()
  readonly #open = new Map<Hash, LeafFile>()
  /** Files found whole in this turn of the event loop. */
  readonly #seen = new Map<Hash, LeafFile>()
  #closed = false
  /** Told of every file that was needed and is not here whole. */
  onMissing: (tree: Pick<PackTree, 'root' | 'depth'>) => void = () => undefined

  /** Makes the folder where it is missing. */
  constructor(folder: string, hashing: Hashing) {
    this.#folder = folder
    this.#hashing = hashing
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // What was under way when a server ended.
    for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name))
  }

  /** Is `entry` (32 bytes) in the tree? null: this node cannot know. A look-up costs one page read, and the first in a turn a stat. */
  has(root: Hash, depth: number, entry: Uint8Array): boolean | null {
    return this.#needed(root, depth)?.has(entry) ?? null
  }

  /** Inclusion or absence proof of `entry` in the ledger's format; null as for `has`. */
  prove(root: Hash, depth: number, entry: Uint8Array): Uint8Array | null {
    const file = this.#needed(root, depth)
    if (file === null) return null
    const bucket = file.bucket(entry)
    const head = Buffer.concat([Uint8Array.of(bucket.length / valueBytes), bucket])
    return this.#provenBy(root, depth, entry, head) ?? this.#provenAnew(root, depth, entry, head)
  }

  #provenBy(root: Hash, depth: number, entry: Uint8Array, head: Uint8Array): Uint8Array | null {
    const siblings = readSiblings(this.#nodesPath(root), depth, entry)
    if (siblings === null) return null
    const proof = Buffer.concat([head, siblings])
    return findEntry(this.#hashing, fromBase64url(root), depth, entry, proof) === 'invalid' ? null : proof
  }

  #provenAnew(root: Hash, depth: number, entry: Uint8Array, head: Uint8Array): Uint8Array | null {
    const tree = this.#rebuild(root)
    if (tree === null) return null
    writeNodes(this.#nodesPath(root), tree.nodes)
    return this.#provenBy(root, depth, entry, head)
  }

  state(root: Hash, depth: number): LeafState {
    if (this.#whole(root, depth) !== null) return 'whole'
    return readStamp(this.#path(root)) === null ? 'missing' : 'damaged'
  }

  /** Keeps the tree; its values are durable under their final name when this returns. */
  write(tree: Pick<KeptPackTree, 'root' | 'values' | 'nodes'>): void {
    const root = toBase64url(tree.root)
    writeFileDurably(this.#path(root), tree.values, 0o600)
    writeNodes(this.#nodesPath(root), tree.nodes)
    const stamp = readStamp(this.#path(root))
    if (stamp !== null) this.#remember(root, { stamp, index: indexPages(tree.values) })
  }

  /** Where to put what comes from elsewhere, for `adopt`. */
  partFor(root: Hash): string {
    return `${this.#path(root)}.${randomUUID()}.part`
  }

  /**
   * Takes in a file that came from elsewhere, if it is the tree of this root, whole; the part is gone afterwards.
   * false: it is something else.
   */
  async adopt(part: string, root: Hash): Promise<boolean> {
    try {
      const found = await examineLeaves(part)
      if (found === null || toBase64url(found.root) !== root) return false
      moveDurably(part, this.#path(root))
      writeNodes(this.#nodesPath(root), found.nodes)
      const stamp = readStamp(this.#path(root))
      if (stamp !== null) this.#remember(root, { stamp, index: found.index })
      return true
    } finally {
      await rm(part, { force: true })
    }
  }

  /** The whole file of a tree of any depth, to be handed on; null where it is not here. */
  locate(root: Hash): { path: string; bytes: number } | null {
    const path = this.#path(root)
    const stamp = readStamp(path)
    if (stamp === null || this.#whole(root, depthOfFile(stamp.size)) === null) return null
    return { path, bytes: stamp.size }
  }

  /** Checks files ahead of their first use (half a second for a million packs), letting other work run in between. */
  async warm(trees: Iterable<Pick<PackTree, 'root' | 'depth'>>): Promise<void> {
    for (const { root, depth } of trees) {
      if (this.#closed) return
      this.#needed(root, depth)
      await nextTurn()
    }
  }

  /** Roots of the files that were last written or touched before `time`, ms since 1970. */
  olderThan(time: number): Hash[] {
    return readdirSync(this.#folder)
      .map((name) => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : ''))
      .filter((root) => rootForm.test(root) && (readStamp(this.#path(root))?.mtimeMs ?? Infinity) < time)
  }

  /** Makes a whole file as good as new. false: it is not here. */
  touch(root: Hash): boolean {
    if (this.locate(root) === null) return false
    const now = new Date()
    utimesSync(this.#path(root), now, now)
    const stamp = readStamp(this.#path(root))
    const checked = this.#checked.get(root)
    // Found whole in this very turn: what was checked is what is here.
    if (stamp !== null && checked !== undefined) checked.stamp = stamp
    return true
  }

  /** Nothing points to these values: the ledger refused their registration, or can no longer take it. */
  async remove(root: Hash): Promise<void> {
    this.#forget(root)
    await rm(this.#path(root), { force: true })
    await rm(this.#nodesPath(root), { force: true })
  }

  close(): void {
    this.#closed = true
    for (const root of [...this.#checked.keys()]) this.#forget(root)
  }

  #needed(root: Hash, depth: number): LeafFile | null {
    const file = this.#wholeThisTurn(root, depth)
    if (file === null) this.onMissing({ root, depth })
    return file
  }

  /** Scans that arrive together look at the same moment of the disk: one stat serves them all. */
  #wholeThisTurn(root: Hash, depth: number): LeafFile | null {
    const seen = this.#seen.get(root)
    if (seen?.depth === depth) return seen
    const file = this.#whole(root, depth)
    if (file === null) return null
    if (this.#seen.size === 0) {
      setImmediate(() => {
        this.#seen.clear()
      })
    }
    this.#seen.set(root, file)
    return file
  }

  /** The file, open and rebuilt to its root; checked anew whenever the file on the disk is not the one checked before. */
  #whole(root: Hash, depth: number): LeafFile | null {
    const stamp = readStamp(this.#path(root))
    if (stamp === null) return null
    const known = this.#checked.get(root)
    const checked = known && isSame(known.stamp, stamp) ? known : this.#check(root, depth, stamp)
    return checked.index === null ? null : this.#opened(root, depth, checked.index)
  }

  #check(root: Hash, depth: number, stamp: FileStamp): Checked {
    const tree = this.#rebuild(root)
    const whole = tree !== null && tree.depth === depth && toBase64url(tree.root) === root
    return this.#remember(root, { stamp, index: whole ? indexPages(tree.values) : null })
  }

  /** null: unreadable, or not even a tree's number of sorted values. */
  #rebuild(root: Hash): KeptPackTree | null {
    try {
      return packTreeOf(this.#hashing, readFileSync(this.#path(root)))
    } catch (error) {
      if (error instanceof RangeError || (error instanceof Error && 'syscall' in error)) return null
      throw error
    }
  }

  #remember(root: Hash, checked: Checked): Checked {
    this.#forget(root)
    this.#checked.set(root, checked)
    return checked
  }

  #forget(root: Hash): void {
    this.#checked.delete(root)
    this.#shut(root)
  }

  #shut(root: Hash): void {
    this.#seen.delete(root)
    this.#open.get(root)?.close()
    this.#open.delete(root)
  }

  /** Least recently used handles are closed first: a Map keeps the order of insertion. */
  #opened(root: Hash, depth: number, index: Float64Array): LeafFile {
    const file = this.#open.get(root) ?? new LeafFile(this.#path(root), depth, index)
    this.#open.delete(root)
    this.#open.set(root, file)
    const [oldest] = this.#open.keys()
    if (this.#open.size > openFiles && oldest !== undefined) this.#shut(oldest)
    return file
  }

  #path(root: Hash): string {
    if (!rootForm.test(root)) throw new Error(`not a root: ${root}`)
    return join(this.#folder, root + suffix)
  }

  #nodesPath(root: Hash): string {
    return join(this.#folder, `${root}.nodes`)
  }
}
