import { setImmediate } from 'node:timers/promises'
import type { Ledger, LedgerBlock } from '../port.ts'

/** Held in one run at most, about: bounds memory and the length of a transaction. */
const transactionsInRun = 2_000

/**
 * The ledger's blocks in runs: each run is what has arrived by the time it is asked for, so a follower takes one block at a
 * time while it keeps up and many when it is behind. Ends when `signal` aborts.
 */
export async function* blockBatches(
  ledger: Ledger,
  fromHeight: number,
  signal: AbortSignal,
): AsyncGenerator<LedgerBlock[]> {
  const left = new AbortController()
  const blocks = ledger.blocks(fromHeight, AbortSignal.any([signal, left.signal]))[Symbol.asyncIterator]()
  let next = blocks.next()
  try {
    for (let first = await next; first.done !== true; first = await next) {
      const run = [first.value]
      next = blocks.next()
      for (let held = first.value.transactions.length; held < transactionsInRun;) {
        const more = await Promise.race([next, setImmediate(null)])
        if (more === null || more.done === true) break
        run.push(more.value)
        held += more.value.transactions.length
        next = blocks.next()
      }
      // Should the block asked for meanwhile fail, that is met in the next round; until then nobody listens.
      next.catch(() => undefined)
      yield run
    }
  } finally {
    // The ledger is still waiting for the next block where the follower gave up: without this it would wait on.
    left.abort()
    await next.catch(() => undefined)
  }
}
