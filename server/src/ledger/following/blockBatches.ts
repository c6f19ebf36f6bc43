import type { Ledger, LedgerBlock } from '../port.ts'
import { runsOf } from './runsOf.ts'

/** Held in one run at most, about. */
const transactionsInRun = 2_000

/** The ledger's blocks in runs. Ends when `signal` aborts. */
export function blockBatches(
  ledger: Ledger,
  fromHeight: number,
  signal: AbortSignal,
): AsyncGenerator<LedgerBlock[]> {
  const weigh = ({ transactions }: LedgerBlock) => transactions.length
  return runsOf((until) => ledger.blocks(fromHeight, until), signal, { weigh, most: transactionsInRun })
}
