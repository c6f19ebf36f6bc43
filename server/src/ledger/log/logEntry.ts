/**
 * What the log proves of a transaction: canonical JSON, the same on every ledger, so it is made from normalised
 * transactions only. Values appear as hashes: who shows an entry reveals the values he chooses to.
 */
import { leafHashOf } from '../../../../chaincode/src/domain/names.ts'
import { nodeHashing, sha256Text } from '../../platform/hashing.ts'
import type { LedgerTransaction } from '../port.ts'

/**
 * `{at, block, by, contract, fn, in, index, private, tx, v, writes}`: `in` is SHA-256 of the input's canonical JSON,
 * `private` lists [collection, keyHash, valueHash|null], `writes` lists [key, SHA-256(value)|null]; bytes in base64url.
 */
export function logEntryOf(block: number, transaction: LedgerTransaction): Buffer {
  const { at, by, contract, fn, input, index, txId, writes, privateWrites } = transaction
  // In the order of RFC 8785; with integers and strings only, JSON.stringify writes the rest of it.
  const entry = {
    at,
    block,
    by,
    contract,
    fn,
    in: sha256Text(input),
    index,
    private: privateWrites.map(({ collection, keyHash, valueHash }) => [
      collection,
      print(keyHash),
      print(valueHash),
    ]),
    tx: txId,
    v: 1,
    writes: writes.map(({ key, value }) => [key, value === null ? null : sha256Text(value)]),
  }
  return Buffer.from(JSON.stringify(entry))
}

/** RFC 6962 leaf hash of an entry. */
export function entryHashOf(entry: Uint8Array): Uint8Array {
  return leafHashOf(nodeHashing, entry)
}

function print(bytes: Uint8Array | null): string | null {
  return bytes === null
    ? null
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url')
}
