import assert from 'node:assert/strict'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { validationCodes, type Ledger } from '../../../server/src/ledger/port.ts'
import { take, transactionsFrom, valueOf } from '../takeNotes.ts'

export function describeConflicts(ledger: () => Ledger): void {
  describe('transactions at the same time', () => {
    it('lets one of several that read what they write through, and tries the others again', async () => {
      await take(ledger(), [{ do: 'put', key: 'contested', value: 'start' }])
      const from = await ledger().height()
      const receipts = await Promise.all(
        ['a', 'b', 'c', 'd'].map((value) =>
          take(ledger(), [
            { do: 'get', key: 'contested' },
            { do: 'put', key: 'contested', value },
          ]),
        ),
      )
      const seen = receipts.map((receipt) => receipt.seen[0])
      assert.equal(new Set(seen).size, 4, 'each has read what another left')
      assert.ok(seen.includes('start'))
      const transactions = await transactionsFrom(ledger(), from)
      assert.equal(transactions.filter(({ code }) => code === validationCodes.valid).length, 4)
      const conflicts = transactions.filter(({ code }) => code === validationCodes.mvccReadConflict)
      assert.ok(conflicts.length > 0, 'invalid transactions stay in their block')
      for (const { writes, privateWrites } of conflicts) assert.deepEqual([writes, privateWrites], [[], []])
    })

    it('never lets blind writes conflict; the last one stays', async () => {
      const from = await ledger().height()
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((value) => take(ledger(), [{ do: 'put', key: 'blind', value }])),
      )
      const transactions = await transactionsFrom(ledger(), from)
      assert.deepEqual(
        transactions.map(({ code }) => code),
        [0, 0, 0, 0],
      )
      const last = transactions.at(-1)?.writes.find(({ key }) => key === 'blind')?.value
      assert.equal(await valueOf(ledger(), 'blind'), Buffer.from(last ?? []).toString())
    })

    it('holds the absence of a key for a read, too', async () => {
      const from = await ledger().height()
      const receipts = await Promise.all(
        ['a', 'b'].map((value) =>
          take(ledger(), [
            { do: 'get', key: 'absent' },
            { do: 'put', key: 'absent', value },
          ]),
        ),
      )
      assert.equal(receipts.filter(({ seen }) => seen[0] === '').length, 1)
      assert.equal((await transactionsFrom(ledger(), from)).length, 3)
    })

    it("holds a private value's hash for a read", async () => {
      await take(ledger(), [{ do: 'putPrivate', key: 'contested', value: 'start' }])
      const from = await ledger().height()
      await Promise.all(
        ['a', 'b', 'c'].map((value) =>
          take(ledger(), [
            { do: 'getPrivateHash', key: 'contested' },
            { do: 'putPrivate', key: 'contested', value },
          ]),
        ),
      )
      const transactions = await transactionsFrom(ledger(), from)
      const stale = transactions.filter(({ code }) => code === validationCodes.mvccReadConflict)
      assert.ok(stale.length > 0)
      assert.equal(transactions.length - stale.length, 3)
    })

    it('gives up after five more tries, saying that nothing was written', async () => {
      const storm = Array.from({ length: 40 }, (_, i) =>
        take(ledger(), [
          { do: 'get', key: 'storm' },
          { do: 'put', key: 'storm', value: `${i}` },
        ]).then(
          ({ txId }) => txId,
          (error: unknown) => error instanceof Unavailable && error.outcomeKnown,
        ),
      )
      const outcomes = await Promise.all(storm)
      assert.ok(outcomes.filter((outcome) => typeof outcome === 'string').length >= 5)
      for (const outcome of outcomes) assert.ok(typeof outcome === 'string' || outcome)
    })
  })
}
