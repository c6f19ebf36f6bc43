/** What a transaction may carry, however a ledger writes it down. */
import { RuleViolation } from '../../../chaincode/src/domain/violation.ts'

const maxTransactionBytes = 1024 * 1024
const maxTransactionKeys = 1000
/** The longest key of the world state, in bytes. */
const maxKeyLength = 512

/** @throws RuleViolation INPUT_INVALID where it is too large */
export function checkSize(transaction: {
  input: string
  writes: readonly { key: string; value: Uint8Array | null }[]
  privateKeys: number
  eventBytes: number
}): void {
  const keys = transaction.writes.length + transaction.privateKeys
  let bytes = Buffer.byteLength(transaction.input) + transaction.eventBytes
  for (const { key, value } of transaction.writes) bytes += key.length + (value?.length ?? 0)
  if (bytes <= maxTransactionBytes && keys <= maxTransactionKeys) return
  const reason = `a transaction has at most ${maxTransactionKeys} keys and ${maxTransactionBytes} bytes`
  throw new RuleViolation('INPUT_INVALID', { field: 'input', reason })
}

/** @throws Error */
export function checkKey(key: string): void {
  if (key.length === 0 || key.length > maxKeyLength || !/^[\x00-\x7f]+$/.test(key)) {
    throw new Error(`a key has 1 to ${maxKeyLength} ASCII characters`)
  }
}
