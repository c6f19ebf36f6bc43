/** A valid transaction as projections see it. */
import type { Msp, TransactionInput, TransactionName } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { validationCodes, type LedgerBlock, type LedgerTransaction } from '../port.ts'
import { parseStateWrite, type StateWrite } from './stateWrite.ts'

/** `fn` tells the type of `input`. The writes are what happened. */
export type Act = {
  [Fn in TransactionName]: { fn: Fn; input: TransactionInput<Fn> }
}[TransactionName] & {
  /** Of the block. */
  height: number
  txId: string
  by: Msp
  /** The transaction's own time, integer ms. */
  at: number
  /** The block's time, integer ms. */
  arrivedAt: number
  writes: StateWrite[]
}

/** The valid transactions of a block, in order. */
export function actsOf(block: LedgerBlock): Act[] {
  return block.transactions
    .filter(({ code }) => code === validationCodes.valid)
    .map((transaction) => actOf(block, transaction))
}

function actOf(block: LedgerBlock, transaction: LedgerTransaction): Act {
  const { fn, txId, by, at } = transaction
  const writes = transaction.writes.map(({ key, value }) => parseStateWrite(key, value))
  return {
    fn,
    input: JSON.parse(transaction.input) as unknown,
    height: block.height,
    txId,
    by,
    at,
    arrivedAt: block.at,
    writes: writes.filter((write) => write !== null),
    // The contract parsed the input as this function's before it wrote anything.
  } as Act
}
