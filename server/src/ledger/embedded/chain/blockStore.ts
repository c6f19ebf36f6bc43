/** Where blocks lie. Small on purpose: an append-only file could take LMDB's place without anyone else noticing. */
import type { TableWriter } from './changes.ts'
import { u32Key, viewOf, type Environment, type View } from './environment.ts'
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
  append(height: number, header: StoredHeader, body: Uint8Array, writer: TableWriter): void
}

export class LmdbBlockStore implements BlockStore {
  private readonly tables: Environment['tables']
  private readonly view: View

  constructor(environment: Environment, view = viewOf()) {
    this.tables = environment.tables
    this.view = view
  }

  height(): number {
    for (const key of this.tables.headers.getKeys({ reverse: true, limit: 1, ...this.view.options })) {
      return key.readUInt32BE() + 1
    }
    return 0
  }

  header(height: number): StoredHeader | null {
    const stored = this.tables.headers.get(u32Key(height), this.view.options)
    if (stored === undefined) return null
    const end = 2 + stored.readUInt16BE()
    return { header: stored.subarray(2, end), signature: stored.subarray(end) }
  }

  body(height: number): Buffer | null {
    const stored = this.tables.blocks.get(u32Key(height), this.view.options)
    return stored === undefined ? null : fromStoredBody(stored)
  }

  append(height: number, { header, signature }: StoredHeader, body: Uint8Array, writer: TableWriter): void {
    const length = Buffer.allocUnsafe(2)
    length.writeUInt16BE(header.length)
    writer.put('headers', u32Key(height), Buffer.concat([length, header, signature]))
    writer.put('blocks', u32Key(height), toStoredBody(body))
  }
}
