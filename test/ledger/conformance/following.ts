import assert from 'node:assert/strict'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import { blocksFrom, take } from '../takeNotes.ts'

export function describeFollowing(ledger: () => Ledger): void {
  describe('blocks', () => {
    it('come in order from any height, the same each time', async () => {
      await take(ledger(), [{ do: 'put', key: 'followed', value: 'x' }])
      const all = await blocksFrom(ledger(), 0)
      assert.deepEqual(
        all.map(({ height }) => height),
        all.map((_, i) => i),
      )
      assert.deepEqual(await blocksFrom(ledger(), all.length - 2), all.slice(-2))
      for (const { transactions } of all) {
        assert.deepEqual(
          transactions.map(({ index }) => index),
          transactions.map((_, i) => i),
        )
      }
    })

    it('tell what was asked, by whom and with which request', async () => {
      const requestId = '01970000-0000-7000-8000-000000000001'
      const { height, txId } = await take(ledger(), [{ do: 'creator' }], { requestId, as: 'RegulatorMSP' })
      const [block] = await blocksFrom(ledger(), height)
      const transaction = block?.transactions.find((candidate) => candidate.txId === txId)
      assert.equal(transaction?.fn, 'note:take')
      assert.equal(transaction.by, 'RegulatorMSP')
      assert.equal(transaction.requestId, requestId)
      assert.equal(transaction.input, '{"steps":[{"do":"creator"}]}')
    })

    it('are waited for, until the follower stops', async () => {
      const stop = new AbortController()
      const from = await ledger().height()
      const heights: number[] = []
      const following = (async () => {
        for await (const { height } of ledger().blocks(from, stop.signal)) {
          heights.push(height)
          if (heights.length === 2) stop.abort()
        }
      })()
      await take(ledger(), [{ do: 'put', key: 'first', value: 'x' }])
      await take(ledger(), [{ do: 'put', key: 'second', value: 'x' }])
      await following
      assert.deepEqual(heights, [from, from + 1])
    })
  })
}
