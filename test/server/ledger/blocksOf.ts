import { createHash } from 'node:crypto'
import { validationCodes, type LedgerBlock, type LedgerTransaction } from '../../../server/src/ledger/port.ts'

export type Writes = Record<string, unknown>

/** A valid transaction that leaves `writes` (null deletes), as a follower receives it. */
export function transactionOf(writes: Writes, more: Partial<LedgerTransaction> = {}): LedgerTransaction {
  return {
    index: 0,
    txId: createHash('sha256').update(JSON.stringify(writes)).digest('hex'),
    by: 'PharmaciesMSP',
    fn: 'pack:supply',
    input: '{}',
    requestId: '01939d3c-0000-7000-8000-000000000000',
    at: 1_700_000_000_000,
    code: validationCodes.valid,
    contract: '0.1.0#test',
    event: null,
    writes: Object.entries(writes).map(([key, value]) => ({
      key,
      value: value === null ? null : Buffer.from(JSON.stringify(value)),
    })),
    privateWrites: [],
    ...more,
  }
}

/** A chain of blocks, one for each list of transactions; `salt` makes it another history. */
export function blocksOf(transactions: LedgerTransaction[][], salt = ''): LedgerBlock[] {
  let hash = createHash('sha256').update(salt).digest()
  return transactions.map((inBlock, height) => {
    hash = createHash('sha256').update(hash).update(JSON.stringify(inBlock)).digest()
    const indexed = inBlock.map((transaction, index) => ({ ...transaction, index }))
    return { height, hash, at: Math.max(0, ...inBlock.map(({ at }) => at)), transactions: indexed }
  })
}
