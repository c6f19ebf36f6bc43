import assert from 'node:assert/strict'
import { OneAtATime } from '../../../server/src/batches/oneAtATime.ts'

describe('one at a time', () => {
  it('lets jobs of one key wait for each other, whatever becomes of them, and others pass', async () => {
    const turns = new OneAtATime()
    const log: string[] = []
    let finish: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (finish = resolve))
    const first = turns.run('a', async () => {
      log.push('a1 begins')
      await gate
      log.push('a1 ends')
      throw new Error('a1 failed')
    })
    const second = turns.run('a', () => Promise.resolve(log.push('a2')))
    await turns.run('b', () => Promise.resolve(log.push('b')))
    assert.deepEqual(log, ['a1 begins', 'b'])
    finish()
    await assert.rejects(first, /a1 failed/)
    await second
    assert.deepEqual(log, ['a1 begins', 'b', 'a1 ends', 'a2'])
  })
})
