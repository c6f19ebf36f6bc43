/** Remembers for a while what Postgres said about shipments, so that a counter scanning one batch asks it once. */

const keptAtMost = 10_000
const keptMs = 30_000

export class ReceivedBatches {
  readonly #ask: (participant: string, gtin: string, lot: string) => Promise<boolean>
  readonly #now: () => number
  readonly #kept = new Map<string, { received: boolean; staleAt: number }>()

  constructor(
    ask: (participant: string, gtin: string, lot: string) => Promise<boolean>,
    now: () => number = Date.now,
  ) {
    this.#ask = ask
    this.#now = now
  }

  /** Without waiting; undefined: Postgres has to be asked. */
  kept(participant: string, gtin: string, lot: string): boolean | undefined {
    const found = this.#kept.get(`${participant}/${gtin}/${lot}`)
    return found === undefined || found.staleAt <= this.#now() ? undefined : found.received
  }

  /** null where Postgres does not answer: a note is left out, a verdict never waits for it. */
  async ask(participant: string, gtin: string, lot: string): Promise<boolean | null> {
    const kept = this.kept(participant, gtin, lot)
    if (kept !== undefined) return kept
    try {
      const received = await this.#ask(participant, gtin, lot)
      if (this.#kept.size >= keptAtMost) this.#kept.delete(this.#kept.keys().next().value ?? '')
      this.#kept.set(`${participant}/${gtin}/${lot}`, { received, staleAt: this.#now() + keptMs })
      return received
    } catch {
      return null
    }
  }
}
