import assert from 'node:assert/strict'
import { StandingThread } from '../../../server/src/ledger/embedded/threads/standingThread.ts'

const answering = new URL('../../../server/src/ledger/embedded/threads/answerQuestions.js', import.meta.url)

/** Doubles numbers; throws at a negative one, ends at 0. */
const doubling = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { answerQuestions } from '${answering.href}'
    answerQuestions((number) => {
      if (number < 0) throw new RangeError('negative')
      if (number === 0) process.exit(1)
      return { answer: 2 * number }
    })
  `)}`,
)

async function readyThread(): Promise<StandingThread<number, number>> {
  const thread = new StandingThread<number, number>(doubling, null)
  assert.equal(thread.isReady, false)
  thread.warmUp()
  const isReady = () => thread.isReady
  while (!isReady()) await new Promise((resolve) => setImmediate(resolve))
  return thread
}

describe('a thread that stays', () => {
  it('answers in the order of the questions, those asked before it was closed too', async () => {
    const thread = await readyThread()
    const answers = [1, 2, 3].map((number) => thread.ask(number))
    await Promise.all([thread.close(), assert.doesNotReject(Promise.all(answers))])
    assert.deepEqual(await Promise.all(answers), [2, 4, 6])
    assert.equal(thread.isReady, false)
  })

  it('hands back what it threw, and goes on', async () => {
    const thread = await readyThread()
    await assert.rejects(thread.ask(-1), { name: 'RangeError', message: 'negative' })
    assert.equal(await thread.ask(4), 8)
    await thread.close()
  })

  it('fails what it was asked when it ends, and is ready no more', async () => {
    const thread = await readyThread()
    const asked = [thread.ask(0), thread.ask(1)]
    for (const each of asked) await assert.rejects(each, /has ended/)
    assert.equal(thread.isReady, false)
    await thread.close()
  })

  it('need not be started to be closed', async () => {
    await new StandingThread(doubling, null).close()
  })
})
