/** Long work on another thread, so that the server goes on answering. */
import { parentPort, Worker, workerData } from 'node:worker_threads'

/**
 * Runs a module on a thread of its own, which calls `answerAside` once.
 * @param input whatever can be copied to the thread
 * @throws what the module threw
 */
export async function runAside<Answer>(module: URL, input: unknown): Promise<Answer> {
  const thread = new URL('./thread.js', import.meta.url)
  const worker = new Worker(thread, { workerData: { module: module.href, input } })
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread ended without an answer')))
    })
  } finally {
    await worker.terminate()
  }
}

/** Within the module: its input to its answer. `moved` names the answer's arrays, which are handed over, not copied. */
export function answerAside<Input, Answer>(
  work: (input: Input) => Answer,
  moved: (answer: Answer) => readonly ArrayBufferView[],
): void {
  const { input } = workerData as { input: Input }
  const answer = work(input)
  parentPort?.postMessage(
    answer,
    moved(answer).map(({ buffer }) => buffer as ArrayBuffer),
  )
}
