/** Compares what is stored with what the blocks alone lead to, record by record. Throws LedgerFault at the first difference. */
import { sha256 } from '../../../platform/hashing.ts'
import {
  derivedTables,
  u32Key,
  type Environment,
  type Snapshot,
  type TableName,
} from '../chain/environment.ts'
import { decodePrivateValue } from '../chain/stateStore.ts'
import { positionOf } from '../chain/transaction.ts'
import { LedgerFault } from './ledgerFault.ts'

type Row = { key: Buffer; value: Buffer }

export function compareTables(
  stored: Environment,
  snapshot: Snapshot,
  derived: Environment,
  height: number,
): void {
  for (const name of ['headers', 'blocks'] as const) checkHeights(name, rows(stored, name, snapshot), height)
  for (const name of derivedTables) compare(name, rows(stored, name, snapshot), rows(derived, name))
  comparePrivateValues(rows(stored, 'privateValues', snapshot), rows(derived, 'privateHashes'))
}

function rows(environment: Environment, name: TableName, snapshot?: Snapshot): Iterator<Row> {
  const options = snapshot === undefined ? {} : { transaction: snapshot }
  return environment.tables[name].getRange(options)[Symbol.iterator]() as Iterator<Row>
}

function checkHeights(name: string, stored: Iterator<Row>, height: number): void {
  for (let expected = 0; ; expected++) {
    const row = next(stored)
    if (row === null) return
    if (expected >= height || !row.key.equals(u32Key(expected))) {
      throw new LedgerFault("a record under a key that is no block's", {
        key: `${name} ${row.key.toString('hex')}`,
      })
    }
  }
}

function compare(name: TableName, stored: Iterator<Row>, expected: Iterator<Row>): void {
  for (;;) {
    const [a, b] = [next(stored), next(expected)]
    if (a === null && b === null) return
    const order = a === null ? 1 : b === null ? -1 : a.key.compare(b.key)
    if (order < 0 && a !== null) {
      throw new LedgerFault('is stored, but no block leads to it', place(name, a))
    }
    if (order > 0 && b !== null) throw new LedgerFault('is missing, though a block wrote it', place(name, b))
    if (a !== null && b !== null && !a.value.equals(b.value)) {
      throw new LedgerFault('is not what the blocks lead to', place(name, b))
    }
  }
}

/** A private value cannot be worked out again; its hash in the blocks says what it was. */
function comparePrivateValues(stored: Iterator<Row>, hashes: Iterator<Row>): void {
  for (;;) {
    const [a, b] = [next(stored), next(hashes)]
    if (a === null && b === null) return
    if (a === null || b === null || !a.key.equals(b.key)) {
      const [row, reason] =
        b === null || (a !== null && a.key.compare(b.key) < 0)
          ? [a as Row, 'a private value is stored that no block holds the hash of']
          : [b, 'its private value is missing']
      throw new LedgerFault(reason, place('privateHashes', row))
    }
    if (!fits(a.value, a.key.subarray(-32), b.value.subarray(6))) {
      throw new LedgerFault('its private value does not fit the hash in its block', place('privateHashes', b))
    }
  }
}

function fits(stored: Buffer, keyHash: Buffer, valueHash: Buffer): boolean {
  if (stored.length < 2 || stored.length < 2 + stored.readUInt16BE()) return false
  const { key, value } = decodePrivateValue(stored)
  return keyHash.equals(sha256(Buffer.from(key, 'latin1'))) && valueHash.equals(sha256(value))
}

function next(iterator: Iterator<Row>): Row | null {
  const result = iterator.next()
  return result.done === true ? null : result.value
}

/** Names a record, and the block that wrote it where its value says so. */
function place(name: TableName, { key, value }: Row): { key: string; block: number | null } {
  const version =
    value.length >= 6 && name !== 'logTiles' && name !== 'transactionIds' ? value.readUIntBE(0, 6) : null
  const block = version === null ? null : positionOf(version).block
  switch (name) {
    case 'state':
      return { key: key.toString('latin1'), block }
    case 'tombstones':
      return { key: `${key.toString('latin1')} (deleted)`, block }
    case 'privateHashes':
      return {
        key: `${key.toString('latin1', 0, key.length - 33)} ${key.toString('hex', key.length - 32)} (private)`,
        block,
      }
    default:
      return { key: `${name} ${key.toString('hex')}`, block: null }
  }
}
