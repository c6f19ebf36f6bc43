import assert from 'node:assert/strict'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import type { Step } from '../noteContract.ts'
import { look, take, transactionsFrom, valueOf } from '../takeNotes.ts'

export function describeState(ledger: () => Ledger): void {
  describe('state', () => {
    it('shows a transaction the last committed block, never its own writes', async () => {
      await take(ledger(), [{ do: 'put', key: 'own', value: 'before' }])
      const { seen } = await take(ledger(), [
        { do: 'put', key: 'own', value: 'after' },
        { do: 'get', key: 'own' },
        { do: 'delete', key: 'own' },
        { do: 'get', key: 'own' },
        { do: 'put', key: 'own', value: 'last' },
      ])
      assert.deepEqual(seen, ['before', 'before'])
      assert.equal(await valueOf(ledger(), 'own'), 'last')
    })

    it('answers a key that was never written, or was deleted, with nothing', async () => {
      assert.equal(await valueOf(ledger(), 'never'), '')
      await take(ledger(), [{ do: 'put', key: 'gone', value: 'here' }])
      await take(ledger(), [{ do: 'delete', key: 'gone' }])
      assert.equal(await valueOf(ledger(), 'gone'), '')
    })

    it('takes a write of no bytes for a deletion', async () => {
      await take(ledger(), [{ do: 'put', key: 'emptied', value: 'here' }])
      const { height } = await take(ledger(), [{ do: 'put', key: 'emptied', value: '' }])
      const [transaction] = await transactionsFrom(ledger(), height)
      assert.deepEqual(
        transaction?.writes.find(({ key }) => key === 'emptied'),
        { key: 'emptied', value: null },
      )
    })

    it('keeps one event a transaction: the last set wins', async () => {
      const { height } = await take(ledger(), [
        { do: 'event', name: 'first', payload: '1' },
        { do: 'event', name: 'second', payload: '2' },
      ])
      const [transaction] = await transactionsFrom(ledger(), height)
      assert.equal(transaction?.event?.name, 'second')
      assert.equal(Buffer.from(transaction.event.payload).toString(), '2')
    })

    it('orders keys as bytes, in a block and in a query', async () => {
      const ordered = [
        'order/',
        'order/-',
        'order/0',
        'order/10',
        'order/9',
        'order/Z',
        'order/_',
        'order/a',
        'order/~',
      ]
      const shuffled = [...ordered.slice(5), ...ordered.slice(0, 5).reverse()]
      const { height } = await take(
        ledger(),
        shuffled.map((key): Step => ({ do: 'put', key, value: key })),
      )
      const [transaction] = await transactionsFrom(ledger(), height)
      assert.deepEqual(
        transaction?.writes.map(({ key }) => key).filter((key) => key.startsWith('order/')),
        ordered,
      )
      assert.deepEqual(await look(ledger(), [{ do: 'range', start: 'order/', end: 'order0' }]), [ordered])
      assert.deepEqual(await look(ledger(), [{ do: 'range', start: 'order/0', end: 'order/9' }]), [
        ['order/0', 'order/10'],
      ])
    })

    it('tells a query the history of a key, newest first, deletions too', async () => {
      await take(ledger(), [{ do: 'put', key: 'storied', value: 'one' }])
      await take(ledger(), [{ do: 'delete', key: 'storied' }])
      await take(ledger(), [{ do: 'put', key: 'storied', value: 'two' }])
      assert.deepEqual(await look(ledger(), [{ do: 'history', key: 'storied' }]), [['two', null, 'one']])
    })

    it("gives a contract the transaction's own time and its creator's organisation", async () => {
      const { seen, height } = await take(ledger(), [{ do: 'time' }, { do: 'creator' }], {
        as: 'RegulatorMSP',
      })
      const [transaction] = await transactionsFrom(ledger(), height)
      assert.deepEqual(seen, [transaction?.at, 'RegulatorMSP'])
      assert.equal(transaction?.by, 'RegulatorMSP')
    })

    it('forgets what a query wrote', async () => {
      await look(ledger(), [{ do: 'put', key: 'queried', value: 'x' }])
      assert.equal(await valueOf(ledger(), 'queried'), '')
    })
  })
}
