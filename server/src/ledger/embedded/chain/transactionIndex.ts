/**
 * Transaction id -> where it stands. Ids are random, and a random put a transaction is what makes a large B-tree slow;
 * so they are gathered in memory and written as sorted runs. After a restart the last run's successors are read again.
 */
import { u32Key, type Environment, type Snapshot, type Table } from './environment.ts'
import type { Version } from './transaction.ts'

/** A record: the id's first 10 bytes, then its version in 6. The block tells which of two with equal beginnings is meant. */
const prefixBytes = 10
const recordBytes = 16

export interface IndexedId {
  txId: string
  version: Version
}

export class TransactionIndex {
  private readonly table: Table
  private readonly options: { transaction?: Snapshot }
  private readonly runLength: number
  private tail = new Map<string, Version>()

  constructor(environment: Environment, runLength = 16_384, snapshot?: Snapshot) {
    this.table = environment.tables.transactionIds
    this.options = snapshot === undefined ? {} : { transaction: snapshot }
    this.runLength = runLength
  }

  /** The first block whose ids are in no run yet. */
  firstUnwritten(): number {
    for (const key of this.table.getKeys({ reverse: true, limit: 1, ...this.options }))
      return key.readUInt32BE() + 1
    return 0
  }

  /** Call inside a write transaction, before `add`: writes a run when there is enough for one. */
  write(height: number, added: readonly IndexedId[]): void {
    if (this.tail.size + added.length < this.runLength) return
    const all = new Map(this.tail)
    for (const { txId, version } of added) all.set(prefixOf(txId), version)
    const records = [...all.keys()].sort().map((prefix) => record(prefix, all.get(prefix) ?? 0))
    this.table.putSync(u32Key(height), Buffer.concat(records))
  }

  /** Call when the block is on the disk. */
  add(added: readonly IndexedId[]): void {
    if (this.tail.size + added.length >= this.runLength) this.tail = new Map()
    else for (const { txId, version } of added) this.tail.set(prefixOf(txId), version)
  }

  /** Where transactions stand whose ids begin as this one does; mostly one or none. */
  candidates(txId: string): Version[] {
    const recent = this.tail.get(prefixOf(txId))
    const found = recent === undefined ? [] : [recent]
    const prefix = Buffer.from(prefixOf(txId), 'hex')
    for (const { value } of this.table.getRange(this.options)) {
      const version = search(value, prefix)
      if (version !== null) found.push(version)
    }
    return found
  }
}

function prefixOf(txId: string): string {
  return txId.slice(0, 2 * prefixBytes)
}

function record(prefix: string, version: Version): Buffer {
  const bytes = Buffer.allocUnsafe(recordBytes)
  bytes.write(prefix, 'hex')
  bytes.writeUIntBE(version, prefixBytes, recordBytes - prefixBytes)
  return bytes
}

function search(run: Buffer, prefix: Buffer): Version | null {
  let [low, high] = [0, run.length / recordBytes]
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = middle * recordBytes
    const order = run.compare(prefix, 0, prefixBytes, start, start + prefixBytes)
    if (order === 0) return run.readUIntBE(start + prefixBytes, recordBytes - prefixBytes)
    if (order < 0) low = middle + 1
    else high = middle
  }
  return null
}
