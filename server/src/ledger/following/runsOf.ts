import { setImmediate } from 'node:timers/promises'

/**
 * What a stream has brought by the time it is asked for, in runs: one item at a time while the reader keeps up, many when
 * it is behind. Ends when `signal` aborts.
 * @param open starts the stream; it must end soon after its signal aborts
 * @param weigh a run is full at a weight of `most`: bounds memory and the length of a transaction
 */
export async function* runsOf<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  signal: AbortSignal,
  { weigh, most }: { weigh: (item: T) => number; most: number },
): AsyncGenerator<T[]> {
  const left = new AbortController()
  const items = open(AbortSignal.any([signal, left.signal]))[Symbol.asyncIterator]()
  let next = items.next()
  try {
    for (let first = await next; first.done !== true; first = await next) {
      const run = [first.value]
      next = items.next()
      for (let held = weigh(first.value); held < most;) {
        const more = await Promise.race([next, setImmediate(null)])
        if (more === null || more.done === true) break
        run.push(more.value)
        held += weigh(more.value)
        next = items.next()
      }
      // Should the item asked for meanwhile fail, that is met in the next round; until then nobody listens.
      next.catch(() => undefined)
      yield run
    }
  } finally {
    // The stream is still waiting for its next item where the reader gave up: without this it would wait on.
    left.abort()
    await next.catch(() => undefined)
  }
}
