/**
 * What a peer does while a contract runs: reads come from the last committed block, never from the transaction's own
 * writes; what is read and written is recorded.
 */
import { sha256 } from '../../../platform/hashing.ts'
import { checkKey } from '../../transactionLimits.ts'
import type { Peer } from './fabricStub.ts'
import type { PrivateValue, StateStore } from '../chain/stateStore.ts'
import type { HashedRead, HashedWrite, Version, Write } from '../chain/transaction.ts'

export type Mode = 'submit' | 'query'

const empty = Buffer.alloc(0)

export interface History {
  versions(key: string): Iterable<{ txId: string; at: number; value: Uint8Array | null }>
}

export interface ReadWriteSet {
  reads: { key: string; version: Version | null }[]
  hashedReads: HashedRead[]
  /** In key order. */
  writes: Write[]
  hashedWrites: HashedWrite[]
  privateValues: PrivateValue[]
}

export class Simulation implements Peer {
  private readonly reads = new Map<string, Version | null>()
  private readonly hashedReads = new Map<string, HashedRead>()
  private readonly writes = new Map<string, Uint8Array | null>()
  private readonly privateWrites = new Map<string, HashedWrite & { key: string; value: Uint8Array | null }>()
  private readonly state: StateStore
  private readonly history: History
  private readonly mode: Mode
  private readonly unmoved: () => boolean
  /** A block was committed between two reads: what was read belongs to no one height. */
  moved = false
  /** A private value was asked for whose hash is known and which is not here. */
  missedPrivateValue = false

  constructor(state: StateStore, history: History, mode: Mode, unmoved: () => boolean) {
    this.state = state
    this.history = history
    this.mode = mode
    this.unmoved = unmoved
  }

  async handleGetState(collection: string, key: string): Promise<Uint8Array> {
    this.look()
    if (collection !== '') return this.getPrivate(collection, key)
    checkKey(key)
    const found = this.state.get(key)
    this.reads.set(key, found?.version ?? null)
    return found?.value ?? empty
  }

  async handlePutState(collection: string, key: string, value: Uint8Array): Promise<void> {
    checkKey(key)
    // Fabric takes a write of no bytes for a deletion (rwsetutil.IsKVWriteDelete).
    if (value.length === 0) return this.handleDeleteState(collection, key)
    const copy = Buffer.from(value)
    if (collection === '') this.writes.set(key, copy)
    else this.putPrivate(collection, key, copy)
  }

  async handleDeleteState(collection: string, key: string): Promise<void> {
    checkKey(key)
    if (collection === '') this.writes.set(key, null)
    else this.putPrivate(collection, key, null)
  }

  /** Here deleting is purging: private values have no history. */
  async handlePurgeState(collection: string, key: string): Promise<void> {
    return this.handleDeleteState(collection, key)
  }

  async handleGetPrivateDataHash(collection: string, key: string): Promise<Uint8Array> {
    this.look()
    checkKey(key)
    const keyHash = sha256(Buffer.from(key))
    const found = this.state.privateHash(collection, keyHash)
    this.hashedReads.set(`${collection}\0${key}`, { collection, keyHash, version: found?.version ?? null })
    return found?.value ?? empty
  }

  async handleGetStateByRange(
    collection: string,
    start: string,
    end: string,
    _channel: string,
    _txId: string,
    metadata?: Uint8Array,
  ) {
    this.onlyQueries('ranges')
    if (collection !== '') throw new Error('ranges over private data are not served')
    if (metadata !== undefined) throw new Error('pages of ranges are not served')
    return { iterator: iterator(this.state.range(start, end), () => this.look()) }
  }

  async handleGetHistoryForKey(key: string) {
    this.onlyQueries('history')
    const versions = this.history.versions(key)
    return iterator(modifications(versions), () => this.look())
  }

  async handleGetQueryResult(): Promise<never> {
    throw new Error('rich queries are not served')
  }

  async handleInvokeChaincode(): Promise<never> {
    throw new Error('contracts do not call other chaincode')
  }

  async handlePutStateMetadata(): Promise<never> {
    throw new Error('policies of single keys are not used')
  }

  async handleGetStateMetadata(): Promise<never> {
    throw new Error('policies of single keys are not used')
  }

  result(): ReadWriteSet {
    const privateWrites = [...this.privateWrites.values()]
    return {
      reads: [...this.reads].map(([key, version]) => ({ key, version })),
      hashedReads: [...this.hashedReads.values()],
      writes: [...this.writes]
        .map(([key, value]) => ({ key, value }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
      hashedWrites: privateWrites.map(({ collection, keyHash, valueHash }) => ({
        collection,
        keyHash,
        valueHash,
      })),
      privateValues: privateWrites.flatMap(({ collection, keyHash, key, value }) =>
        value === null ? [] : [{ collection, keyHash, key, value }],
      ),
    }
  }

  private async getPrivate(collection: string, key: string): Promise<Uint8Array> {
    const hash = await this.handleGetPrivateDataHash(collection, key)
    if (hash.length === 0) return empty
    const found = this.state.privateValue(collection, sha256(Buffer.from(key)))
    if (found === null || !Buffer.from(sha256(found.value)).equals(hash)) {
      this.missedPrivateValue = true
      throw new Error(`the private value of a key in ${collection} is not here`)
    }
    return found.value
  }

  private putPrivate(collection: string, key: string, value: Buffer | null): void {
    const keyHash = sha256(Buffer.from(key))
    const valueHash = value === null ? null : sha256(value)
    this.privateWrites.set(`${collection}\0${key}`, { collection, key, value, keyHash, valueHash })
  }

  private look(): void {
    if (!this.unmoved()) this.moved = true
  }

  private onlyQueries(what: string): void {
    this.look()
    if (this.mode === 'submit') throw new Error(`a submit reads no ${what}`)
  }
}

function* modifications(versions: ReturnType<History['versions']>) {
  for (const { txId, at, value } of versions) {
    const timestamp = { seconds: Math.floor(at / 1000), nanos: (at % 1000) * 1_000_000 }
    yield { txId, timestamp, isDelete: value === null, value: value === null ? empty : Buffer.from(value) }
  }
}

/** The shape of fabric-shim's iterators. */
function iterator<T>(items: Iterable<T>, look: () => void) {
  const source = items[Symbol.iterator]()
  return {
    async next(): Promise<{ value?: T; done: boolean }> {
      look()
      const next = source.next()
      return next.done === true ? { done: true } : { value: next.value, done: false }
    },
    async close(): Promise<void> {
      source.return?.()
    },
  }
}
