/** The world state as this server knows it, in process and without consensus: what the counter's verification reads. */
import { deepFreeze } from './replica/deepFreeze.ts'
import { HeightReached } from './following/heightReached.ts'
import type { LedgerBlock } from './port.ts'
import type { AwaitedValue, Checkpoint, ReplicaStore } from './replica/replicaStore.ts'

export interface Replica {
  /** The record at a ledger key as of `height`, frozen; null where there is none. Microseconds; never waits. */
  read<T>(key: string): T | null
  /** Keys that begin with `prefix`, in byte order. */
  keys(prefix: string): Iterable<string>
  /** A private value, frozen, where this organisation is a member of the collection. */
  readPrivate<T>(collection: string, key: string): T | null
  /** Number of applied blocks. */
  readonly height: number
  /**
   * Whether it has caught up with what the ledger had when the follower started. While false (at start, during a rebuild)
   * absence proves nothing: answer *unavailable*.
   */
  readonly current: boolean
  /** Resolves once it is current; never where the ledger stays away. */
  caughtUp(): Promise<void>
  /** Resolves once `height` blocks have been applied: wait for a transaction of block b with `reached(b + 1)`. */
  reached(height: number): Promise<void>
}

/** Parsed records kept at most; the counter reads the same products, batches, stops and pack keys over and over. */
const cachedRecords = 20_000
const cachedPrivateRecords = 1000
/** Keys known to hold nothing: most batches were never stopped, and every scan asks. */
const cachedAbsences = 1000

/** The replica as its follower writes it. `renew` throws the store away and opens an empty one in its place. */
export class WritableReplica implements Replica {
  #store: ReplicaStore
  readonly #renew: (spoilt: ReplicaStore) => Promise<ReplicaStore>
  readonly #close: (store: ReplicaStore) => Promise<void>
  readonly #cache = new Map<string, unknown>()
  readonly #absent = new Set<string>()
  /** By collection, then key. */
  readonly #privateCache = new Map<string, Map<string, unknown>>()
  readonly #progress: HeightReached
  #current = false
  #awaitingCurrent: (() => void)[] = []

  constructor(
    store: ReplicaStore,
    life: {
      renew: (spoilt: ReplicaStore) => Promise<ReplicaStore>
      close: (store: ReplicaStore) => Promise<void>
    },
  ) {
    this.#store = store
    this.#renew = life.renew
    this.#close = life.close
    this.#progress = new HeightReached(store.checkpoint()?.height ?? 0)
  }

  get height(): number {
    return this.#progress.height
  }

  get current(): boolean {
    return this.#current
  }

  set current(current: boolean) {
    this.#current = current
    if (current) for (const resolve of this.#awaitingCurrent.splice(0)) resolve()
  }

  caughtUp(): Promise<void> {
    if (this.#current) return Promise.resolve()
    return new Promise((resolve) => this.#awaitingCurrent.push(resolve))
  }

  get checkpoint(): Checkpoint | null {
    return this.#store.checkpoint()
  }

  read<T>(key: string): T | null {
    const cached = this.#cache.get(key)
    if (cached !== undefined) return cached as T
    if (this.#absent.has(key)) return null
    const text = this.#store.get(key)
    if (text === undefined) {
      // untouched packs pass through here too: all is forgotten now and then, and what is asked again comes back
      if (this.#absent.size >= cachedAbsences) this.#absent.clear()
      this.#absent.add(key)
      return null
    }
    const record = deepFreeze(JSON.parse(text) as T)
    if (this.#cache.size >= cachedRecords) forgetOldest(this.#cache)
    this.#cache.set(key, record)
    return record
  }

  keys(prefix: string): Iterable<string> {
    return this.#store.keys(prefix)
  }

  readPrivate<T>(collection: string, key: string): T | null {
    const cached = this.#privateCache.get(collection)?.get(key)
    if (cached !== undefined) return cached as T
    const text = this.#store.getPrivate(collection, key)
    if (text === undefined) return null
    const record = deepFreeze(JSON.parse(text) as T)
    const cache = this.#privateCache.get(collection) ?? new Map<string, unknown>()
    if (cache.size >= cachedPrivateRecords) forgetOldest(cache)
    this.#privateCache.set(collection, cache.set(key, record))
    return record
  }

  reached(height: number): Promise<void> {
    return this.#progress.reached(height)
  }

  /** Applies blocks that follow `height`, with the checkpoint, in one transaction. */
  apply(blocks: readonly LedgerBlock[]): void {
    this.#store.apply(blocks)
    for (const block of blocks) {
      for (const { writes, privateWrites } of block.transactions) {
        for (const { key } of writes) {
          this.#cache.delete(key)
          this.#absent.delete(key)
        }
        // a block names private keys by their hashes only, and changes them rarely
        for (const { collection } of privateWrites) this.#privateCache.delete(collection)
      }
    }
    this.#progress.set(this.#progress.height + blocks.length)
  }

  /** Private values that did not come with their blocks. */
  awaited(): AwaitedValue[] {
    return this.#store.awaited()
  }

  /** Takes one that has come since; one that nobody waits for any more is left out. */
  putAwaited(place: AwaitedValue, value: Uint8Array): boolean {
    const isTaken = this.#store.putAwaited(place, value)
    if (isTaken) this.#privateCache.delete(place.collection)
    return isTaken
  }

  /** Throws everything away, to be followed again from block 0. Those who wait go on waiting. */
  async startOver(): Promise<void> {
    this.current = false
    this.#store = await this.#renew(this.#store)
    this.#cache.clear()
    this.#absent.clear()
    this.#privateCache.clear()
    this.#progress.set(0)
  }

  async close(): Promise<void> {
    this.#cache.clear()
    this.#absent.clear()
    this.#privateCache.clear()
    await this.#close(this.#store)
  }
}

function forgetOldest(cache: Map<string, unknown>): void {
  for (const key of cache.keys()) {
    cache.delete(key)
    return
  }
}
