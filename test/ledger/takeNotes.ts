/** Calls of the suite's own contract, through the port and nothing else. */
import { v7 } from 'uuid'
import type {
  Ledger,
  LedgerBlock,
  LedgerTransaction,
  Receipt,
  SubmitOptions,
} from '../../server/src/ledger/port.ts'
import type { NotesEvent, Step } from './noteContract.ts'

type Untyped = {
  submit(fn: string, input: unknown, options: SubmitOptions): Promise<Receipt<NotesEvent>>
}

/** Submits the steps; `seen` is what the contract observed. */
export async function take(ledger: Ledger, steps: Step[], options: Partial<SubmitOptions> = {}) {
  const receipt = await (ledger as unknown as Untyped).submit(
    'note:take',
    { steps },
    { requestId: v7(), as: 'PharmaciesMSP', ...options },
  )
  return { ...receipt, seen: receipt.event.seen }
}

export async function look(ledger: Ledger, steps: Step[]): Promise<unknown[]> {
  return (await ledger.evaluate('note:look', { steps }, { as: 'PharmaciesMSP' })) as unknown[]
}

export async function valueOf(ledger: Ledger, key: string): Promise<unknown> {
  return (await look(ledger, [{ do: 'get', key }]))[0]
}

/** The blocks that are there now, from `fromHeight` on. */
export async function blocksFrom(ledger: Ledger, fromHeight: number): Promise<LedgerBlock[]> {
  const until = await ledger.height()
  const blocks: LedgerBlock[] = []
  if (until <= fromHeight) return blocks
  for await (const block of ledger.blocks(fromHeight, new AbortController().signal)) {
    blocks.push(block)
    if (block.height === until - 1) break
  }
  return blocks
}

export async function transactionsFrom(ledger: Ledger, fromHeight: number): Promise<LedgerTransaction[]> {
  return (await blocksFrom(ledger, fromHeight)).flatMap((block) => block.transactions)
}
