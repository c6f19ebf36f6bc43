import assert from 'node:assert/strict'
import { verifyConsistency, verifyInclusion } from '../../chaincode/src/domain/merkle.ts'
import type { EmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { openCheckpoint } from '../../server/src/ledger/log/checkpoint.ts'
import type { LedgerLog } from '../../server/src/ledger/log/ledgerLog.ts'
import { entryHashOf } from '../../server/src/ledger/log/logEntry.ts'
import { parseVerifierKey } from '../../server/src/ledger/log/signedNote.ts'
import { nodeHashing, sha256Text } from '../../server/src/platform/hashing.ts'
import { newLedgerFolder, openNoteLedger } from './openTestLedger.ts'
import { take, transactionsFrom } from './takeNotes.ts'

const day = 24 * 60 * 60 * 1000

function open(note: string, log: LedgerLog) {
  const checkpoint = openCheckpoint(note, parseVerifierKey(log.verifierKey))
  assert.ok(checkpoint, "the log's own key opens its checkpoint")
  return checkpoint
}

describe('the log of a ledger', () => {
  const folder = newLedgerFolder()
  let now = Date.UTC(2026, 2, 2, 9)
  let ledger: EmbeddedLedger
  before(async () => {
    ledger = await openNoteLedger(folder, { clock: () => now })
  })
  after(() => ledger.close())

  it('proves a transaction with nothing but a checkpoint', async () => {
    await Promise.all(
      Array.from({ length: 300 }, (_, i) => take(ledger, [{ do: 'put', key: `k/${i}`, value: 'x' }])),
    )
    const { txId, height } = await take(ledger, [{ do: 'put', key: 'proven', value: 'x' }])
    await take(ledger, [{ do: 'put', key: 'later', value: 'x' }])
    const { size, root } = open(ledger.log.checkpoint(), ledger.log)
    const index = ledger.log.indexOf(txId)
    assert.ok(index !== null)
    const entry = Buffer.from(ledger.log.entry(index))
    const proof = ledger.log.inclusion(index, size)
    assert.ok(verifyInclusion(nodeHashing, { index, size, root, proof, leafHash: entryHashOf(entry) }))

    const [transaction] = await transactionsFrom(ledger, height)
    assert.deepEqual(JSON.parse(entry.toString()), {
      ...{ v: 1, at: now, block: height, index: 0, by: 'PharmaciesMSP', tx: txId, private: [] },
      ...{ contract: '0#notes', fn: 'note:take', in: sha256Text(transaction?.input ?? '') },
      writes: transaction?.writes.map(({ key, value }) => [key, value === null ? null : sha256Text(value)]),
    })
  })

  it('grows without changing: each checkpoint extends the one before', async () => {
    const older = open(ledger.log.checkpoint(), ledger.log)
    await take(ledger, [{ do: 'put', key: 'grown', value: 'x' }])
    const newer = open(ledger.log.checkpoint(), ledger.log)
    const sizes = { size1: older.size, size2: newer.size }
    const proof = ledger.log.consistency(older.size, newer.size)
    assert.ok(verifyConsistency(nodeHashing, { ...sizes, root1: older.root, root2: newer.root, proof }))
  })

  it('leaves invalid transactions out', async () => {
    const from = await ledger.height()
    const before = ledger.log.size
    const contest = ['a', 'b'].map((value) =>
      take(ledger, [
        { do: 'get', key: 'hot' },
        { do: 'put', key: 'hot', value },
      ]),
    )
    await Promise.all(contest)
    const invalid = (await transactionsFrom(ledger, from)).find(({ code }) => code !== 0)
    assert.ok(invalid)
    assert.equal(ledger.log.indexOf(invalid.txId), null)
    assert.equal(ledger.log.size, before + 2)
    assert.equal(ledger.log.indexOf('00'.repeat(32)), null)
    assert.throws(() => ledger.log.entry(ledger.log.size), RangeError)
  })

  it('is the same after a restart, and a day later keeps a checkpoint by itself', async () => {
    const { txId } = await take(ledger, [{ do: 'put', key: 'kept', value: 'x' }])
    const index = ledger.log.indexOf(txId)
    const root = Buffer.from(ledger.log.root())
    const kept = ledger.log.latestCheckpoint()
    await ledger.close()
    now += day
    ledger = await openNoteLedger(folder, { clock: () => now })
    assert.deepEqual(Buffer.from(ledger.log.root()), root)
    assert.equal(ledger.log.indexOf(txId), index)
    assert.notEqual(ledger.log.latestCheckpoint(), kept)
    assert.equal(open(ledger.log.latestCheckpoint() ?? '', ledger.log).size, ledger.log.size)
  })
})
