import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyConsistency, verifyInclusion } from '../../chaincode/src/domain/merkle.ts'
import type { EmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { HistoryLost } from '../../server/src/ledger/following/historyLost.ts'
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

  it('passes over checkpoint files that are damaged, and says which', async () => {
    const whole = ledger.log.checkpoint()
    now += 1
    await take(ledger, [{ do: 'put', key: 'newest', value: 'x' }])
    ledger.log.checkpoint()
    await ledger.close()
    const newest = checkpointFiles().at(-1) ?? ''
    const note = readFileSync(newest)
    for (const [what, bytes] of [
      ['a changed size', Buffer.from(note.toString().replace(/\n\d+\n/, '\n1\n'))],
      ['a torn end', note.subarray(0, note.length - 30)],
      ['nothing', Buffer.alloc(0)],
      ['other bytes', randomBytes(200)],
    ] as const) {
      writeFileSync(newest, bytes)
      const damaged: unknown[] = []
      const report = (trouble: string, facts: object) => damaged.push({ trouble, ...facts })
      ledger = await openNoteLedger(folder, { clock: () => now, report })
      assert.deepEqual(damaged, [{ trouble: 'checkpoint.damaged', file: newest }], what)
      assert.equal(ledger.log.latestCheckpoint(), whole, what)
      await ledger.close()
    }
    writeFileSync(newest, note)
    ledger = await openNoteLedger(folder, { clock: () => now })
    assert.equal(ledger.log.latestCheckpoint(), note.toString())
  })

  it('opens although today’s checkpoint cannot be kept, and says so', async () => {
    await take(ledger, [{ do: 'put', key: 'unkept', value: 'x' }])
    const kept = ledger.log.latestCheckpoint()
    const name = `${String(now + day).padStart(15, '0')}-${String(ledger.log.size).padStart(12, '0')}.txt`
    await ledger.close()
    now += day
    const inTheWay = join(folder.dir, 'checkpoints', `${name}.${String(process.pid)}.new`)
    mkdirSync(inTheWay)
    const troubles: string[] = []
    ledger = await openNoteLedger(folder, { clock: () => now, report: (trouble) => troubles.push(trouble) })
    assert.deepEqual(troubles, ['checkpoint.notKept'])
    assert.equal(ledger.log.latestCheckpoint(), kept)
    rmdirSync(inTheWay)
    assert.equal(ledger.log.checkpoint(), ledger.log.latestCheckpoint())
  })

  it('does not open where a kept checkpoint knows more than it holds', async () => {
    await ledger.close()
    const backup = `${folder.dir}.backup`
    cpSync(folder.dir, backup, { recursive: true })
    ledger = await openNoteLedger(folder, { clock: () => now })
    await take(ledger, [{ do: 'put', key: 'lost', value: 'x' }])
    ledger.log.checkpoint()
    await ledger.close()
    cpSync(join(backup, 'data.mdb'), join(folder.dir, 'data.mdb'))
    await assert.rejects(openNoteLedger(folder), (error: unknown) => {
      assert(error instanceof HistoryLost)
      assert.match(error.message, /it is an older backup/)
      return true
    })
    rmSync(checkpointFiles().at(-1) ?? '')
    ledger = await openNoteLedger(folder, { clock: () => now })
  })

  const checkpointFiles = () => {
    const checkpoints = join(folder.dir, 'checkpoints')
    return readdirSync(checkpoints)
      .sort()
      .map((name) => join(checkpoints, name))
  }
})
