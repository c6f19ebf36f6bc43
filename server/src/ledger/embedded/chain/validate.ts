/**
 * Fabric's validation of a block, in order (core/ledger/kvledger/txmgmt/validation): a read is stale if its key has
 * another version now, or an earlier valid transaction of the same block wrote it. Blind writes never conflict.
 */
import { validationCodes } from '../../port.ts'
import type { StateChange, StateStore } from './stateStore.ts'
import { versionAt, type HashedWrite, type TransactionContent, type Version } from './transaction.ts'

export interface Candidate {
  txId: string
  content: TransactionContent
  /** Height of the state that was read, where this process knows it: at that very height no version can have changed. */
  readAtHeight: number | null
}

export interface Validated {
  codes: number[]
  /** For each transaction and write, where the key was written before; empty for those not valid. */
  previous: (Version | null)[][]
  /** What becomes of each key. */
  state: Map<string, StateChange>
  privateHashes: Map<string, HashedWrite & { version: Version }>
}

export function validate(
  height: number,
  candidates: readonly Candidate[],
  store: StateStore,
  isKnown: (txId: string) => boolean,
): Validated {
  const result: Validated = { codes: [], previous: [], state: new Map(), privateHashes: new Map() }
  const ids = new Set<string>()
  for (const [index, candidate] of candidates.entries()) {
    const { txId, content } = candidate
    const code =
      ids.has(txId) || isKnown(txId)
        ? validationCodes.duplicateTxId
        : isStale(candidate, height, store, result)
          ? validationCodes.mvccReadConflict
          : validationCodes.valid
    ids.add(txId)
    result.codes.push(code)
    result.previous.push(
      code === validationCodes.valid ? apply(content, versionAt(height, index), store, result) : [],
    )
  }
  return result
}

function isStale(
  { content, readAtHeight }: Candidate,
  height: number,
  store: StateStore,
  block: Validated,
): boolean {
  const unchanged = readAtHeight === height
  return (
    content.reads.some(
      ({ key, version }) => block.state.has(key) || (!unchanged && store.versionOf(key) !== version),
    ) ||
    content.hashedReads.some(
      ({ collection, keyHash, version }) =>
        block.privateHashes.has(privateId(collection, keyHash)) ||
        (!unchanged && (store.privateHash(collection, keyHash)?.version ?? null) !== version),
    )
  )
}

function apply(
  content: TransactionContent,
  version: Version,
  store: StateStore,
  block: Validated,
): (Version | null)[] {
  const reads = new Map(content.reads.map((read) => [read.key, read.version]))
  const previous = content.writes.map(({ key, value }) => {
    const before = block.state.get(key)
    if (before !== undefined) {
      block.state.set(key, { version, value, buried: before.buried })
      return before.version
    }
    // What a valid transaction has read is what the state holds.
    const alive = reads.get(key) ?? (reads.has(key) ? null : store.versionOf(key))
    const tombstone = alive === null ? store.tombstoneOf(key) : null
    block.state.set(key, { version, value, buried: tombstone !== null })
    return alive ?? tombstone
  })
  for (const { collection, keyHash, valueHash } of content.hashedWrites) {
    block.privateHashes.set(privateId(collection, keyHash), { collection, keyHash, valueHash, version })
  }
  return previous
}

export function privateId(collection: string, keyHash: Uint8Array): string {
  return `${collection}\0${Buffer.from(keyHash).toString('hex')}`
}
