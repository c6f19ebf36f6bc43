/**
 * Moves records from the journal into Postgres, each exactly once: rows and cursor change together, and a record is
 * known by its place in the journal. While Postgres is away the journal grows; a drained segment is removed.
 */
import type { Logger } from 'pino'
import type { Database } from '../platform/database/openDatabase.ts'
import type { Journal } from './journal.ts'
import { insertDrained, readDrained, type DrainedSegment } from './store.ts'

export interface DrainOptions {
  journal: Journal
  database: Database
  log: Logger
  /** Rows in one transaction. */
  batchRows?: number
  /** How long records may gather before they are moved, and how long to wait after a failure. */
  gatherMs?: number
  retryMs?: number
}

export class JournalDrain {
  readonly #options: Required<DrainOptions>
  /** What Postgres has of each segment. */
  readonly #drained = new Map<string, DrainedSegment>()
  readonly #unsubscribe: () => void
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #stopped = false
  #failing = false

  /** Starts with what a former process left. */
  constructor(options: DrainOptions) {
    this.#options = { batchRows: 2000, gatherMs: 500, retryMs: 1000, ...options }
    this.#unsubscribe = options.journal.onDurable(() => {
      this.#schedule(this.#options.gatherMs)
    })
    this.#schedule(0)
  }

  /** Moves all that is durable now. Rejects with what Postgres said. */
  async drain(): Promise<void> {
    while (this.#running !== null) await this.#running.catch(() => undefined)
    this.#running = this.#moveAll()
    try {
      await this.#running
    } finally {
      this.#running = null
    }
  }

  async #moveAll(): Promise<void> {
    const { journal } = this.#options
    for (const { segment, durableEnd, closed } of journal.segments()) {
      const drained = await this.#drainSegment(segment, durableEnd)
      if (closed && drained >= durableEnd) {
        journal.remove(segment)
        this.#drained.delete(segment)
      }
    }
  }

  /** Ends after the batch that is under way; what is left is drained by the next process. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#unsubscribe()
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#running?.catch(() => undefined)
  }

  async #drainSegment(segment: string, durableEnd: number): Promise<number> {
    const { journal, database, batchRows, log } = this.#options
    const known = this.#drained.get(segment) ?? (await readDrained(database, segment))
    let at = known.drainedTo
    while (at < durableEnd && !this.#stopped) {
      const frames = await journal.read(segment, at, batchRows)
      const end = frames.at(-1)?.end
      if (end === undefined) {
        // left where it is for whoever mends the disk: nothing is thrown away, and later segments go on
        log.error({ segment, at, durableEnd }, 'audit.segmentDamaged')
        break
      }
      await insertDrained(database, known.number, frames, end)
      at = end
      this.#drained.set(segment, { ...known, drainedTo: at })
    }
    return at
  }

  #schedule(delayMs: number): void {
    if (this.#stopped || this.#timer !== null || this.#running !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#run()
    }, delayMs)
    this.#timer.unref()
  }

  async #run(): Promise<void> {
    const { log, journal, gatherMs, retryMs } = this.#options
    let again: number | null = null
    try {
      await this.drain()
      if (this.#failing) log.info('audit.drainResumed')
      this.#failing = false
      const newest = journal.segments().at(-1)
      const behind =
        newest !== undefined && (this.#drained.get(newest.segment)?.drainedTo ?? 0) < newest.durableEnd
      if (behind) again = gatherMs
    } catch (error) {
      if (!this.#failing) log.warn({ err: error }, 'audit.drainFailed')
      this.#failing = true
      again = retryMs
    }
    if (again !== null) this.#schedule(again)
  }
}
