/**
 * Group commit: transactions wait for one another, so that one fdatasync serves many. A block closes when nothing else is
 * on its way, and at the latest after `closeAfterMs`, `maxTransactions` or `maxBytes`.
 */
export interface Queued {
  signed: Uint8Array
}

export interface QueueLimits {
  closeAfterMs: number
  maxTransactions: number
  maxBytes: number
}

/** Commits in order; returns each transaction's outcome, or throws when none of them was committed. */
export type CommitGroup<Item, Outcome> = (group: Item[]) => Outcome[]

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
      else if (this.waiting.length > 0)
        this.deadline ??= setTimeout(() => this.closeSoon(), this.limits.closeAfterMs)
    }
  }

  /** How many transactions are on their way to the queue. */
  get announced(): number {
    return this.coming
  }

  add(item: Item): Promise<Outcome> {
    if (this.bytes + item.signed.length > this.limits.maxBytes) this.close()
    const outcome = new Promise<Outcome>((resolve, reject) => this.waiting.push({ item, resolve, reject }))
    this.bytes += item.signed.length
    if (this.waiting.length >= this.limits.maxTransactions) this.close()
    return outcome
  }

  /** Resolves when everything that was announced or queued has been answered. */
  async idle(): Promise<void> {
    while (this.coming > 0 || this.waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
  }

  /** After the callbacks that are already due, so that signatures which are ready come along. */
  private closeSoon(): void {
    if (this.waiting.length > 0) this.closing ??= setImmediate(() => this.close())
  }

  private close(): void {
    clearTimeout(this.deadline)
    clearImmediate(this.closing)
    this.deadline = undefined
    this.closing = undefined
    const group = this.waiting
    this.waiting = []
    this.bytes = 0
    if (group.length === 0) return
    try {
      const outcomes = this.commit(group.map(({ item }) => item))
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome)
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
}
