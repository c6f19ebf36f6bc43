/** A thread that stays, and answers one question after another. */
import { Worker } from 'node:worker_threads'

/** What the thread sends: first `ready`, then an answer for each question, in order. */
type FromThread<Answer> = 'ready' | { answer: Answer } | { error: Error }

interface Asked<Answer> {
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
}

/**
 * Its module is plain JavaScript: a thread does not inherit the loader of TypeScript, and making one would cost half a second.
 * Started by the first `warmUp`; until it is ready, and after it has failed, callers do the work themselves.
 */
export class StandingThread<Question, Answer> {
  readonly #module: URL
  readonly #settings: unknown
  readonly #asked: Asked<Answer>[] = []
  #worker: Worker | undefined
  #ready = false
  #ended = false

  /** @param settings the thread's `workerData` */
  constructor(module: URL, settings: unknown) {
    this.#module = module
    this.#settings = settings
  }

  get isReady(): boolean {
    return this.#ready
  }

  warmUp(): void {
    if (this.#worker !== undefined) return
    // Without the flags of this process: a loader among them would be loaded again.
    const worker = new Worker(this.#module, { workerData: this.#settings, execArgv: [] })
    this.#worker = worker
    // The process may end while nothing is asked.
    worker.unref()
    worker.on('message', (message: FromThread<Answer>) => this.#hear(message))
    worker.on('error', (error) => this.#lose(error))
    worker.on('exit', () => {
      this.#ended = true
      this.#lose(new Error(`the thread ${this.#module.href} has ended`))
    })
  }

  /**
   * Call only while it is ready. `moved` are the question's array buffers that are handed over, not copied.
   * @throws what the thread threw; that it ended
   */
  ask(question: Question, moved: ArrayBuffer[] = []): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => this.#asked.push({ resolve, reject }))
    this.#worker?.postMessage({ question }, moved)
    this.#worker?.ref()
    return answer
  }

  /** Ends the thread after the questions that it was asked. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (worker === undefined || this.#ended) return
    worker.ref()
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage('close')
    await ended
  }

  #hear(message: FromThread<Answer>): void {
    if (message === 'ready') {
      this.#ready = true
      return
    }
    const asked = this.#asked.shift()
    if (this.#asked.length === 0) this.#worker?.unref()
    if ('error' in message) asked?.reject(message.error)
    else asked?.resolve(message.answer)
  }

  #lose(error: Error): void {
    this.#ready = false
    for (const { reject } of this.#asked.splice(0)) reject(error)
  }
}
