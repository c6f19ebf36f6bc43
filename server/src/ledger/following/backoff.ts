import { setTimeout } from 'node:timers/promises'

const firstMs = 50
const longestMs = 5_000

/** Waits between tries, twice as long after each failure in a row, with jitter so that several servers do not march in step. */
export class Backoff {
  failures = 0

  succeeded(): void {
    this.failures = 0
  }

  /** Resolves early when `signal` aborts. */
  async failed(signal: AbortSignal): Promise<void> {
    const longest = Math.min(longestMs, firstMs * 2 ** this.failures++)
    await setTimeout(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
  }
}
