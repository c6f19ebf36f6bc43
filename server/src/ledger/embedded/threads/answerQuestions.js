// The other side of StandingThread. Plain JavaScript, as all that its threads load.
import { parentPort } from 'node:worker_threads'

/**
 * Answers each question until the thread is asked to close.
 * @param {(question: any) => { answer: any, moved?: ArrayBuffer[] }} answer throws where it cannot
 * @param {() => unknown} close
 */
export function answerQuestions(answer, close = () => undefined) {
  parentPort.on('message', async (message) => {
    if (message === 'close') {
      await close()
      parentPort.close()
      return
    }
    try {
      const { answer: found, moved } = answer(message.question)
      parentPort.postMessage({ answer: found }, moved)
    } catch (error) {
      parentPort.postMessage({ error })
    }
  })
  parentPort.postMessage('ready')
}
