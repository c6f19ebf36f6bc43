import type { IncrementResponse, Options, Store } from 'express-rate-limit'

interface Count {
  totalHits: number
  resetTime: Date
}

/**
 * Counts requests by caller in bounded memory, whoever sends them and from however many addresses. When it is full, those
 * who came first are forgotten first: they may come again a little sooner than the limit says.
 */
export class BoundedRateStore implements Store {
  readonly localKeys = true
  readonly #most: number
  readonly #now: () => number
  /** In the order of their windows' beginnings, so that those that ended stand first. */
  readonly #counts = new Map<string, Count>()
  #windowMs = 60_000

  constructor(most = 20_000, now: () => number = Date.now) {
    this.#most = most
    this.#now = now
  }

  init({ windowMs }: Options): void {
    this.#windowMs = windowMs
  }

  increment(key: string): IncrementResponse {
    const now = this.#now()
    const known = this.#counts.get(key)
    if (known !== undefined && known.resetTime.getTime() > now) {
      known.totalHits++
      return known
    }
    this.#counts.delete(key)
    this.#makeRoom(now)
    const count = { totalHits: 1, resetTime: new Date(now + this.#windowMs) }
    this.#counts.set(key, count)
    return count
  }

  decrement(key: string): void {
    const known = this.#counts.get(key)
    if (known !== undefined && known.totalHits > 0) known.totalHits--
  }

  resetKey(key: string): void {
    this.#counts.delete(key)
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.#counts.size
  }

  #makeRoom(now: number): void {
    for (const [key, { resetTime }] of this.#counts) {
      if (resetTime.getTime() > now && this.#counts.size < this.#most) return
      this.#counts.delete(key)
    }
  }
}
