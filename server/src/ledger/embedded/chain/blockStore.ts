/** Where blocks lie. Small on purpose: an append-only file could take LMDB's place without anyone else noticing. */
import { u32Key, type Environment, type Snapshot } from './environment.ts'
import { fromStoredBody, toStoredBody } from './storedBody.ts'

export interface StoredHeader {
  /** The header's bytes, as hashed and signed. */
  header: Buffer
  signature: Buffer
}

export interface BlockStore {
  /** Number of blocks. */
  height(): number
  header(height: number): StoredHeader | null
  body(height: number): Buffer | null
  /** Call inside a write transaction. */
  append(height: number, header: StoredHeader, body: Uint8Array): void
}

export class LmdbBlockStore implements BlockStore {
  private readonly tables: Environment['tables']
  private readonly snapshot: { transaction: Snapshot } | undefined

  constructor(environment: Environment, snapshot?: Snapshot) {
    this.tables = environment.tables
    this.snapshot = snapshot === undefined ? undefined : { transaction: snapshot }
  }

  height(): number {
    for (const key of this.tables.headers.getKeys({ reverse: true, limit: 1, ...this.snapshot })) {
      return key.readUInt32BE() + 1
    }
    return 0
  }

  header(height: number): StoredHeader | null {
    const stored = this.tables.headers.get(u32Key(height), this.snapshot)
    if (stored === undefined) return null
    const end = 2 + stored.readUInt16BE()
    return { header: stored.subarray(2, end), signature: stored.subarray(end) }
  }

  body(height: number): Buffer | null {
    const stored = this.tables.blocks.get(u32Key(height), this.snapshot)
    return stored === undefined ? null : fromStoredBody(stored)
  }

  append(height: number, { header, signature }: StoredHeader, body: Uint8Array): void {
    const length = Buffer.allocUnsafe(2)
    length.writeUInt16BE(header.length)
    this.tables.headers.putSync(u32Key(height), Buffer.concat([length, header, signature]))
    this.tables.blocks.putSync(u32Key(height), toStoredBody(body))
  }
}
