/**
 * Joins what many callers ask of Postgres into one statement at a time: while one is under way the next ones gather, then go
 * together (group commit). A group fails together.
 */
export class GroupedStatements<Item, Result> {
  readonly #ask: (items: readonly Item[]) => Promise<readonly Result[]>
  #gathered: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #running: Promise<void> | null = null

  /** @param ask answers one result for each item, in their order */
  constructor(ask: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#ask = ask
  }

  /** Resolves with the item's result. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#gathered.push({ item, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Resolves when everything added so far is done, or has failed. */
  async settled(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // Lets the callers of this turn gather too.
    await Promise.resolve()
    while (this.#gathered.length > 0) {
      const group = this.#gathered.splice(0, largestGroup)
      try {
        const results = await this.#ask(group.map(({ item }) => item))
        for (const [i, { resolve }] of group.entries()) resolve(results[i] as Result)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#running = null
  }
}

const largestGroup = 1_000
