import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pino } from 'pino'
import { fetchAwaited } from '../../../server/src/ledger/following/fetchAwaited.ts'
import type { Ledger, LedgerBlock, PrivateWrite } from '../../../server/src/ledger/port.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { newLedgerFolder, openNoteLedger } from '../../ledger/openTestLedger.ts'
import { blocksFrom, take } from '../../ledger/takeNotes.ts'

const log = pino({ level: 'silent' })

/** As a peer that has a block before its private values: tells them at the second question. */
function withheld(write: PrivateWrite): PrivateWrite {
  return write.value === null ? write : { ...write, key: null, value: null, awaited: true }
}

describe('a private value that is awaited', () => {
  it('is asked for until it has come', async () => {
    const folder = newLedgerFolder()
    const ledger = await openNoteLedger(folder)
    const replica = await openReplica(join(folder.dir, '..', 'replica'), log)
    await take(ledger, [{ do: 'putPrivate', key: 'diary', value: '{"v":1}' }])
    await take(ledger, [{ do: 'putPrivate', key: 'letter', value: '{"v":2}' }])
    const blocks = await blocksFrom(ledger, 0)
    replica.apply(
      blocks.map((block): LedgerBlock => ({
        ...block,
        transactions: block.transactions.map((each) => ({
          ...each,
          privateWrites: each.privateWrites.map(withheld),
        })),
      })),
    )
    assert.equal(replica.readPrivate('packKeys', 'diary'), null)
    assert.equal(replica.awaited().length, 2)

    const asked: string[] = []
    const stop = new AbortController()
    const late: Ledger = Object.assign(Object.create(ledger) as Ledger, {
      privateValue: ({ height, keyHash }: { height: number; keyHash: Uint8Array }) => {
        const id = Buffer.from(keyHash).toString('hex')
        const isFirst = !asked.includes(id)
        asked.push(id)
        const writes = blocks[height]?.transactions.flatMap(({ privateWrites }) => privateWrites) ?? []
        const write = writes.find((each) => Buffer.from(each.keyHash).equals(keyHash))
        if (replica.awaited().length === 1 && !isFirst) setImmediate(() => stop.abort())
        const { key = null, value = null } = write ?? {}
        return Promise.resolve(isFirst || key === null || value === null ? null : { key, value })
      },
    })
    await fetchAwaited({ ledger: late, replica, log }, stop.signal)
    assert.deepEqual(replica.awaited(), [])
    assert.equal(asked.length, 4)
    assert.deepEqual(replica.readPrivate('packKeys', 'diary'), { v: 1 })
    assert.deepEqual(replica.readPrivate('packKeys', 'letter'), { v: 2 })
    await replica.close()
    await ledger.close()
  })
})
