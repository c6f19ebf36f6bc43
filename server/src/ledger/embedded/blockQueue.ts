/**
 * Group commit: transactions wait for one another, so that one fdatasync serves many. One block is committed at a time; the
 * next one gathers meanwhile. A block closes when it is large enough, when nothing else is on its way, and at the latest after
 * `closeAfterMs`, `maxTransactions` or `maxBytes`, as soon as the block before it is committed.
 */
export interface Queued {
  signed: Uint8Array
}

export interface QueueLimits {
  closeAfterMs: number
  /** From here on there is no waiting for others. */
  enough: number
  maxTransactions: number
  maxBytes: number
}

/** Commits in order; each transaction's outcome, or throws when none of them was committed. */
export type CommitGroup<Item, Outcome> = (group: Item[]) => Outcome[] | Promise<Outcome[]>

interface Waiting<Item, Outcome> {
  item: Item
  resolve: (outcome: Outcome) => void
  reject: (error: unknown) => void
}

export class BlockQueue<Item extends Queued, Outcome> {
  private readonly commit: CommitGroup<Item, Outcome>
  private readonly limits: QueueLimits
  private waiting: Waiting<Item, Outcome>[] = []
  private bytes = 0
  /** Transactions that are being simulated or signed and may still join the next block. */
  private coming = 0
  private deadline: NodeJS.Timeout | undefined
  private closing: NodeJS.Immediate | undefined
  private committing = false
  /** The next block should have closed already. */
  private due = false

  constructor(commit: CommitGroup<Item, Outcome>, limits: QueueLimits) {
    this.commit = commit
    this.limits = limits
  }

  /** Announces a transaction; call the answer exactly once, when it has been queued or given up. */
  announce(): () => void {
    this.coming++
    return () => {
      this.coming--
      if (this.coming === 0) this.closeSoon()
    }
  }

  /** How many transactions are on their way to the queue. */
  get announced(): number {
    return this.coming
  }

  add(item: Item): Promise<Outcome> {
    const outcome = new Promise<Outcome>((resolve, reject) => this.waiting.push({ item, resolve, reject }))
    this.bytes += item.signed.length
    if (this.waiting.length >= this.limits.enough || this.bytes >= this.limits.maxBytes) this.closeSoon()
    else this.deadline ??= setTimeout(() => this.closeSoon(), this.limits.closeAfterMs)
    return outcome
  }

  /** Resolves when everything that was announced or queued has been answered. */
  async idle(): Promise<void> {
    while (this.coming > 0 || this.waiting.length > 0 || this.committing)
      await new Promise((resolve) => setImmediate(resolve))
  }

  /** After the callbacks that are already due, so that signatures which are ready come along. */
  private closeSoon(): void {
    if (this.waiting.length === 0) return
    this.due = true
    if (!this.committing) this.closing ??= setImmediate(() => void this.close())
  }

  private async close(): Promise<void> {
    clearImmediate(this.closing)
    this.closing = undefined
    const group = this.take()
    if (group.length === 0) return
    this.committing = true
    try {
      const outcomes = await this.commit(group.map(({ item }) => item))
      this.goOn()
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome)
    } catch (error) {
      this.goOn()
      for (const { reject } of group) reject(error)
    }
  }

  /** Before the answers, since those who get them come back with more work. */
  private goOn(): void {
    this.committing = false
    if (this.due) void this.close()
  }

  /** As many of the waiting as make a block; the rest is due at once. */
  private take(): Waiting<Item, Outcome>[] {
    const { maxTransactions, maxBytes } = this.limits
    let bytes = 0
    let count = 0
    for (const { item } of this.waiting.slice(0, maxTransactions)) {
      if (count > 0 && bytes + item.signed.length > maxBytes) break
      bytes += item.signed.length
      count++
    }
    const group = this.waiting.splice(0, count)
    this.bytes -= bytes
    this.due = this.waiting.length > 0
    clearTimeout(this.deadline)
    this.deadline = undefined
    return group
  }
}
