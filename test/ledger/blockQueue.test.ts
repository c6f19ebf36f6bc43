import assert from 'node:assert/strict'
import { BlockQueue, type QueueLimits } from '../../server/src/ledger/embedded/blockQueue.ts'

interface Item {
  name: string
  signed: Uint8Array
}

const item = (name: string, bytes = 1): Item => ({ name, signed: Buffer.alloc(bytes) })
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))
const generous = { closeAfterMs: 60_000, enough: 3, maxTransactions: 5, maxBytes: 1000 }

/** A queue whose commits end when they are told to; `blocks` are those that have begun. */
function heldQueue(limits: Partial<QueueLimits> = {}) {
  const blocks: string[][] = []
  const ends: { commit: () => void; fail: (error: Error) => void }[] = []
  const queue = new BlockQueue<Item, string>(
    (group) => {
      blocks.push(group.map(({ name }) => name))
      return new Promise((resolve, reject) => {
        ends.push({ commit: () => resolve(group.map(({ name }) => `done ${name}`)), fail: reject })
      })
    },
    { ...generous, ...limits },
  )
  return { queue, blocks, ends }
}

describe('the queue of transactions', () => {
  it('closes a block when it is large enough, though others are on their way', async () => {
    const { queue, blocks } = heldQueue()
    queue.announce()
    for (const name of ['a', 'b', 'c']) void queue.add(item(name))
    await nextTurn()
    assert.deepEqual(blocks, [['a', 'b', 'c']])
  })

  it('waits for those on their way, and closes when there are none', async () => {
    const { queue, blocks } = heldQueue()
    const leave = [queue.announce(), queue.announce()]
    void queue.add(item('a'))
    leave[0]?.()
    await nextTurn()
    assert.deepEqual(blocks, [])
    leave[1]?.()
    await nextTurn()
    assert.deepEqual(blocks, [['a']])
  })

  it('closes after a while, whoever is on the way', async () => {
    const { queue, blocks, ends } = heldQueue({ closeAfterMs: 1 })
    queue.announce()
    const outcome = queue.add(item('a'))
    while (blocks.length === 0) await nextTurn()
    ends[0]?.commit()
    assert.equal(await outcome, 'done a')
  })

  it('commits one block at a time; the next gathers meanwhile and begins before the answers', async () => {
    const { queue, blocks, ends } = heldQueue()
    const leave = queue.announce()
    const first = ['a', 'b', 'c'].map((name) => queue.add(item(name)))
    await nextTurn()
    const second = ['d', 'e', 'f', 'g', 'h', 'i'].map((name) => queue.add(item(name)))
    await nextTurn()
    assert.equal(blocks.length, 1)
    const begunAtAnswer = first[0]?.then(() => blocks.length)
    ends[0]?.commit()
    assert.deepEqual(await Promise.all(first), ['done a', 'done b', 'done c'])
    assert.equal(await begunAtAnswer, 2)
    assert.deepEqual(blocks[1], ['d', 'e', 'f', 'g', 'h'], 'at most five')
    ends[1]?.commit()
    await Promise.all(second.slice(0, 5))
    assert.deepEqual(blocks[2], ['i'])
    ends[2]?.commit()
    assert.equal(await second[5], 'done i')
    leave()
    await queue.idle()
  })

  it('closes before a block has too many bytes, and takes one that has too many alone', async () => {
    const { queue, blocks, ends } = heldQueue({ enough: 100 })
    for (const [name, bytes] of [
      ['a', 600],
      ['b', 600],
      ['c', 2000],
    ] as const)
      void queue.add(item(name, bytes))
    for (let begun = 0; begun < 3; begun++) {
      await nextTurn()
      ends[begun]?.commit()
    }
    await queue.idle()
    assert.deepEqual(blocks, [['a'], ['b'], ['c']])
  })

  it('tells all of a block that fails, and goes on with the next', async () => {
    const { queue, blocks, ends } = heldQueue()
    const leave = queue.announce()
    const first = ['a', 'b', 'c'].map((name) => queue.add(item(name)))
    await nextTurn()
    const next = queue.add(item('d'))
    leave()
    ends[0]?.fail(new Error('no room'))
    for (const each of first) await assert.rejects(each, /no room/)
    await nextTurn()
    assert.deepEqual(blocks[1], ['d'])
    ends[1]?.commit()
    assert.equal(await next, 'done d')
  })
})
