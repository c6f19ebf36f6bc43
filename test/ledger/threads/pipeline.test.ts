import assert from 'node:assert/strict'
import { validationCodes } from '../../../server/src/ledger/port.ts'
import { verifyLedger } from '../../../server/src/ledger/embedded/verify/verifyLedger.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { NoteContract } from '../noteContract.ts'
import { newLedgerFolder, openNoteLedger } from '../openTestLedger.ts'
import { take, transactionsFrom } from '../takeNotes.ts'

describe('a ledger that simulates while it commits', function () {
  this.timeout(60_000)

  it('lets each valid transaction see what the valid ones before it left, and no other', async () => {
    const folder = newLedgerFolder()
    const ledger = await openNoteLedger(folder)
    const unavailable = (error: unknown) => {
      assert.ok(error instanceof Unavailable && error.outcomeKnown, String(error))
    }
    let acknowledged = 0
    const caller = async (name: number) => {
      for (let turn = 0; turn < 6; turn++) {
        const key = `shelf/${String((name * 7 + turn) % 25)}`
        await take(ledger, [
          { do: 'get', key },
          { do: 'put', key, value: `${String(name)}/${String(turn)}` },
        ]).then(() => acknowledged++, unavailable)
      }
    }
    await Promise.all(Array.from({ length: 100 }, (_, name) => caller(name)))

    const valid = (await transactionsFrom(ledger, 0)).filter(({ code }) => code === validationCodes.valid)
    assert.equal(valid.length, acknowledged)
    assert.ok(acknowledged > 300, `${String(acknowledged)} of 600`)
    const shelves = new Map<string, string>()
    for (const { event, writes } of valid) {
      const { seen } = JSON.parse(Buffer.from(event?.payload ?? []).toString()) as { seen: string[] }
      const { key, value } = writes.find((write) => write.key.startsWith('shelf/')) ?? {
        key: '',
        value: null,
      }
      assert.equal(seen[0], shelves.get(key) ?? '')
      shelves.set(key, Buffer.from(value ?? []).toString())
    }
    await ledger.close()
    const rules = { contracts: [NoteContract], contract: '0#notes' }
    const found = await verifyLedger({ dir: folder.dir, rules })
    assert.deepEqual([found.fault, found.transactions.valid], [null, acknowledged])
  })
})
