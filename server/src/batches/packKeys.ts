/**
 * The pack keys that this node has. Verifying organisations read them from the ledger's private data; a maker's organisation
 * is no member there and keeps those that it drew, encrypted, in its keystore.
 */
import { fromBase64url } from '../../../chaincode/src/domain/bytes.ts'
import type { Hash, PackKeyRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { packKeysCollection } from '../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../ledger/replica.ts'
import type { Keystore } from '../platform/keystore.ts'

/** A key of one year and product serves thousands of scans. */
const keptAtMost = 10_000

export class PackKeys {
  readonly #replica: Pick<Replica, 'readPrivate'>
  readonly #keystore: Pick<Keystore, 'read' | 'write'>
  /** Records come from the replica's cache, so that one key's is the same object again. */
  readonly #bytes = new WeakMap<PackKeyRecord, Uint8Array>()
  /** null: the keystore has none under this id. */
  readonly #own = new Map<Hash, Uint8Array | null>()

  constructor(replica: Pick<Replica, 'readPrivate'>, keystore: Pick<Keystore, 'read' | 'write'>) {
    this.#replica = replica
    this.#keystore = keystore
  }

  /** 32 bytes; null: not here, or not yet, and then nothing can be said of the packs under it. */
  read(keyId: Hash): Uint8Array | null {
    const record = this.#replica.readPrivate<PackKeyRecord>(packKeysCollection, keyId)
    return record === null ? this.#readOwn(keyId) : this.#bytesOf(record)
  }

  /** Durable when it returns. */
  keepOwn(keyId: Hash, key: Uint8Array): void {
    this.#keystore.write(nameOf(keyId), key)
    this.#own.set(keyId, key)
  }

  #bytesOf(record: PackKeyRecord): Uint8Array {
    const bytes = this.#bytes.get(record) ?? fromBase64url(record.key)
    this.#bytes.set(record, bytes)
    return bytes
  }

  #readOwn(keyId: Hash): Uint8Array | null {
    const known = this.#own.get(keyId)
    if (known !== undefined) return known
    if (this.#own.size >= keptAtMost) this.#own.clear()
    const key = this.#keystore.read(nameOf(keyId))
    this.#own.set(keyId, key)
    return key
  }
}

function nameOf(keyId: Hash): string {
  return `pack-key-${keyId}`
}
