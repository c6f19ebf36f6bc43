import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import { notesCollection } from '../noteContract.ts'
import { look, take, transactionsFrom } from '../takeNotes.ts'

const secret = Buffer.from('known to members, 128 random bits')
const hashOf = (text: string | Uint8Array) => createHash('sha256').update(text).digest()

export function describePrivateData(ledger: () => Ledger): void {
  describe('private data', () => {
    it('shows members the value and everyone its hash', async () => {
      await take(ledger(), [{ do: 'putSecret', key: 'diary', field: 'page' }], { secret: { page: secret } })
      assert.deepEqual(await look(ledger(), [{ do: 'getPrivate', key: 'diary' }]), [secret.toString()])
      assert.deepEqual(await look(ledger(), [{ do: 'getPrivateHash', key: 'diary' }]), [
        hashOf(secret).toString('hex'),
      ])
    })

    it('puts hashes of key and value into the block, and the value beside it where it is held', async () => {
      const { height } = await take(ledger(), [{ do: 'putSecret', key: 'letter', field: 'page' }], {
        secret: { page: secret },
      })
      const [transaction] = await transactionsFrom(ledger(), height)
      assert.equal(transaction?.privateWrites.length, 1)
      const [write] = transaction.privateWrites
      assert.equal(write?.collection, notesCollection)
      assert.deepEqual(Buffer.from(write.keyHash), hashOf('letter'))
      assert.deepEqual(Buffer.from(write.valueHash ?? []), hashOf(secret))
      assert.equal(write.key, 'letter')
      assert.deepEqual(Buffer.from(write.value ?? []), secret)
      const inClear = JSON.stringify([transaction.input, transaction.event, transaction.writes])
      assert.ok(!inClear.includes(secret.toString()))
    })

    it('hides own private writes until they are committed', async () => {
      const { seen } = await take(ledger(), [
        { do: 'putPrivate', key: 'unseen', value: 'value' },
        { do: 'getPrivate', key: 'unseen' },
        { do: 'getPrivateHash', key: 'unseen' },
      ])
      assert.deepEqual(seen, ['', ''])
    })

    it('deletes value and hash', async () => {
      await take(ledger(), [{ do: 'putPrivate', key: 'burnt', value: 'value' }])
      const { height } = await take(ledger(), [{ do: 'deletePrivate', key: 'burnt' }])
      assert.deepEqual(
        await look(ledger(), [
          { do: 'getPrivate', key: 'burnt' },
          { do: 'getPrivateHash', key: 'burnt' },
        ]),
        ['', ''],
      )
      const [transaction] = await transactionsFrom(ledger(), height)
      assert.equal(transaction?.privateWrites[0]?.valueHash, null)
    })

    it('keeps no transient data that the contract did not put', async () => {
      const { height } = await take(ledger(), [{ do: 'put', key: 'plain', value: 'x' }], {
        secret: { page: secret },
      })
      assert.ok(!JSON.stringify(await transactionsFrom(ledger(), height)).includes(secret.toString('base64')))
    })
  })
}
