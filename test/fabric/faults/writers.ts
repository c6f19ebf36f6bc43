/** Sixteen callers in a closed loop, each of which registers site after site through a server's ledger part. */
import type { Submitter } from '../../../server/src/ledger/submitter.ts'
import { siteInput } from '../../server/ledger/network.ts'

const inFlight = 16

export class Writers {
  /** GLNs. */
  readonly acknowledged: string[] = []
  /** What callers heard instead of a yes. */
  readonly failures: unknown[] = []
  #next: number
  #stopping = false
  #waiting: { count: number; resolve: () => void }[] = []
  readonly #submitter: Submitter
  readonly #running: Promise<unknown>

  /** @param first number of the first site; the following ones are taken too */
  constructor(submitter: Submitter, first: number) {
    this.#submitter = submitter
    this.#next = first
    this.#running = Promise.all(Array.from({ length: inFlight }, () => this.#work()))
  }

  /** Resolves when so many more have been acknowledged. */
  async further(count: number): Promise<void> {
    const goal = this.acknowledged.length + count
    await new Promise<void>((resolve) => this.#waiting.push({ count: goal, resolve }))
  }

  /** Resolves when every call that was under way has its answer. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#running
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      const input = siteInput(this.#next++)
      try {
        const call = { as: 'PharmaciesMSP', idempotency: null, build: () => input }
        await this.#submitter.submit('site:register', call)
        this.#acknowledge(input.gln)
      } catch (error) {
        this.failures.push(error)
      }
    }
  }

  #acknowledge(gln: string): void {
    this.acknowledged.push(gln)
    const due = this.#waiting.filter(({ count }) => count <= this.acknowledged.length)
    this.#waiting = this.#waiting.filter((one) => !due.includes(one))
    for (const { resolve } of due) resolve()
  }
}
