/**
 * The one door to the ledger's state: nothing else calls the stub's get, put and delete. Simple reads and writes only,
 * no ranges and no history, so that no ledger can answer differently from another. Reads see the last committed block,
 * never this transaction's own writes.
 */
import type fabric from 'fabric-contract-api'
import { utf8 } from './domain/bytes.ts'
import { canonicalJson } from './domain/canonicalJson.ts'

type ChaincodeStub = InstanceType<typeof fabric.Context>['stub']

const decoder = new TextDecoder()

export class WorldState {
  readonly #stub: ChaincodeStub

  constructor(stub: ChaincodeStub) {
    this.#stub = stub
  }

  /** The record, or null where the key holds none. */
  async read<Record extends object>(key: string): Promise<Record | null> {
    return parseRecord(await this.#stub.getState(key))
  }

  /** Puts a record as canonical JSON; null deletes. */
  async write(key: string, record: object | null): Promise<void> {
    if (record === null) await this.#stub.deleteState(key)
    else await this.#stub.putState(key, utf8(canonicalJson(record)))
  }

  /** For members of the collection only. */
  async readPrivate<Record extends object>(collection: string, key: string): Promise<Record | null> {
    return parseRecord(await this.#stub.getPrivateData(collection, key))
  }

  /** Open to members and others alike: the hash of a private value is public. */
  async hasPrivate(collection: string, key: string): Promise<boolean> {
    const hash = await this.#stub.getPrivateDataHash(collection, key)
    return hash.length > 0
  }

  async writePrivate(collection: string, key: string, record: object | null): Promise<void> {
    if (record === null) await this.#stub.deletePrivateData(collection, key)
    else await this.#stub.putPrivateData(collection, key, utf8(canonicalJson(record)))
  }
}

/** Fabric answers a missing key with no bytes. */
function parseRecord<Record extends object>(value: Uint8Array | undefined): Record | null {
  if (value === undefined || value.length === 0) return null
  return JSON.parse(decoder.decode(value)) as Record
}
