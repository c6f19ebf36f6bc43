/**
 * Transaction ids that were seen lately. A transaction is refused when its time is more than five minutes off, so a copy
 * of one that was committed more than ten minutes ago cannot come back: those ids are forgotten.
 */
export class RecentIds {
  private readonly windowMs: number
  private current = new Set<number>()
  private previous = new Set<number>()
  private since = -Infinity

  constructor(windowMs: number) {
    this.windowMs = windowMs
  }

  /** false is certain; true asks for a closer look, since 48 bits of the id are kept. */
  mayHave(txId: string): boolean {
    const id = first48(txId)
    return this.current.has(id) || this.previous.has(id)
  }

  /** `at`: the block's time in ms, never falling. */
  add(txIds: Iterable<string>, at: number): void {
    if (at - this.since > this.windowMs) {
      this.previous = this.current
      this.current = new Set()
      this.since = at
    }
    for (const txId of txIds) this.current.add(first48(txId))
  }
}

function first48(txId: string): number {
  return parseInt(txId.slice(0, 12), 16)
}
