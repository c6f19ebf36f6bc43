/**
 * Joins what many callers want written into one statement at a time: while a write is under way the next ones gather, then go
 * together (group commit). A group fails together.
 */
export class GroupedWrites<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Result[]>
  #gathered: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #running: Promise<void> | null = null

  /** @param write answers one result for each item, in their order */
  constructor(write: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#write = write
  }

  /** Resolves when the item has been written. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#gathered.push({ item, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Resolves when everything added so far has been written, or has failed. */
  async settled(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // Lets the callers of this turn gather too.
    await Promise.resolve()
    while (this.#gathered.length > 0) {
      const group = this.#gathered.splice(0, largestGroup)
      try {
        const results = await this.#write(group.map(({ item }) => item))
        for (const [i, { resolve }] of group.entries()) resolve(results[i] as Result)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#running = null
  }
}

const largestGroup = 1_000
