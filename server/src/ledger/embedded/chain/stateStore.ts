/**
 * The world state: key -> version and value; private data by the hash of its key, as Fabric keeps it in public.
 * Every result is a copy that the caller may keep.
 */
import type { Environment, Snapshot, Table } from './environment.ts'
import type { Version } from './transaction.ts'

export interface VersionedValue {
  version: Version
  value: Buffer
}

/** What is to become of a key after a block. */
export interface StateChange {
  version: Version
  value: Uint8Array | null
  /** A tombstone of an earlier life lies under this key. */
  buried: boolean
}

export interface PrivateValue {
  collection: string
  keyHash: Uint8Array
  key: string
  value: Uint8Array
}

const versionBytes = 6

export class StateStore {
  private readonly tables: Environment['tables']
  private readonly snapshot: Snapshot | undefined

  constructor(environment: Environment, snapshot?: Snapshot) {
    this.tables = environment.tables
    this.snapshot = snapshot
  }

  get(key: string): VersionedValue | null {
    return versioned(this.read(this.tables.state, stateKeyBytes(key)))
  }

  versionOf(key: string): Version | null {
    return this.get(key)?.version ?? null
  }

  /** When a key that is not there was deleted. */
  tombstoneOf(key: string): Version | null {
    return this.read(this.tables.tombstones, stateKeyBytes(key))?.readUIntBE(0, versionBytes) ?? null
  }

  privateHash(collection: string, keyHash: Uint8Array): VersionedValue | null {
    return versioned(this.read(this.tables.privateHashes, privateKeyBytes(collection, keyHash)))
  }

  privateValue(collection: string, keyHash: Uint8Array): { key: string; value: Buffer } | null {
    const stored = this.read(this.tables.privateValues, privateKeyBytes(collection, keyHash))
    return stored === undefined ? null : decodePrivateValue(stored)
  }

  /** Keys from `start` up to but without `end` ('' has no end), in byte order. */
  *range(start: string, end: string): Generator<{ key: string; value: Buffer }> {
    const bounds = { start: stateKeyBytes(start), ...(end === '' ? {} : { end: stateKeyBytes(end) }) }
    for (const { key, value } of this.tables.state.getRange({ ...bounds, ...this.transaction() })) {
      yield { key: key.toString('latin1'), value: Buffer.from(value.subarray(versionBytes)) }
    }
  }

  /** Call inside a write transaction. */
  write(changes: ReadonlyMap<string, StateChange>): void {
    for (const [key, { version, value, buried }] of changes) {
      const bytes = stateKeyBytes(key)
      if (value === null) {
        this.tables.state.removeSync(bytes)
        this.tables.tombstones.putSync(bytes, encodeVersioned(version, new Uint8Array()))
      } else {
        this.tables.state.putSync(bytes, encodeVersioned(version, value))
        if (buried) this.tables.tombstones.removeSync(bytes)
      }
    }
  }

  /** Call inside a write transaction. `valueHash` null deletes the value too. */
  writePrivateHash(
    collection: string,
    keyHash: Uint8Array,
    version: Version,
    valueHash: Uint8Array | null,
  ): void {
    const key = privateKeyBytes(collection, keyHash)
    if (valueHash === null) {
      this.tables.privateHashes.removeSync(key)
      this.tables.privateValues.removeSync(key)
    } else {
      this.tables.privateHashes.putSync(key, encodeVersioned(version, valueHash))
    }
  }

  /** Call inside a write transaction. */
  writePrivateValue({ collection, keyHash, key, value }: PrivateValue): void {
    this.tables.privateValues.putSync(privateKeyBytes(collection, keyHash), encodePrivateValue(key, value))
  }

  private read(table: Table, key: Buffer): Buffer | undefined {
    return this.snapshot === undefined ? table.get(key) : table.get(key, { transaction: this.snapshot })
  }

  private transaction() {
    return this.snapshot === undefined ? {} : { transaction: this.snapshot }
  }
}

/** Keys are ASCII (the stub sees to it), so that latin1 is their bytes and byte order their order. */
function stateKeyBytes(key: string): Buffer {
  return Buffer.from(key, 'latin1')
}

export function privateKeyBytes(collection: string, keyHash: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${collection}\0`, 'latin1'), keyHash])
}

function encodeVersioned(version: Version, value: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(versionBytes + value.length)
  bytes.writeUIntBE(version, 0, versionBytes)
  bytes.set(value, versionBytes)
  return bytes
}

function versioned(stored: Buffer | undefined): VersionedValue | null {
  if (stored === undefined) return null
  return { version: stored.readUIntBE(0, versionBytes), value: stored.subarray(versionBytes) }
}

function encodePrivateValue(key: string, value: Uint8Array): Buffer {
  const keyBytes = Buffer.from(key, 'latin1')
  const length = Buffer.allocUnsafe(2)
  length.writeUInt16BE(keyBytes.length)
  return Buffer.concat([length, keyBytes, value])
}

/** RangeError where the bytes are none. */
export function decodePrivateValue(stored: Buffer): { key: string; value: Buffer } {
  const end = 2 + stored.readUInt16BE(0)
  return { key: stored.toString('latin1', 2, end), value: stored.subarray(end) }
}
