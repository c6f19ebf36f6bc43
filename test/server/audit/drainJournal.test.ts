import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import { JournalDrain } from '../../../server/src/audit/drainJournal.ts'
import { Journal } from '../../../server/src/audit/journal.ts'
import { encodeScanRecord, type ScanRecord } from '../../../server/src/audit/scanRecord.ts'
import { insertDrained, listScans, readDrained } from '../../../server/src/audit/store.ts'
import type { Database } from '../../../server/src/platform/database/openDatabase.ts'
import { openDatabase } from '../../../server/src/platform/database/openDatabase.ts'
import { freshDatabase } from '../database.ts'

const log = pino({ level: 'silent' })
/** The drain's own timer would run beside the test's calls: these tests move records by hand. */
const byHand = { gatherMs: 2 ** 30, retryMs: 2 ** 30 }

const scanAt = (at: number): ScanRecord => ({
  v: 2,
  at,
  channel: 'counter',
  participant: null,
  site: null,
  account: 'token/cornerPharmacy',
  verdict: 'genuine',
  alert: null,
  gtin: '09506000134352',
  lot: 'AMX1',
  packId: 'CjIBw-GxWEoi5xLt_SL08K_jqnBLN66OkfPinQ-f3UA',
  scanHash: null,
  intent: null,
  height: 7,
  signature: null,
})

describe('draining the audit journal', function () {
  this.timeout(60_000)
  let folder: string
  let database: Database
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veritrail-drain-'))
    database = await freshDatabase()
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  const timesInTrail = async () =>
    (await listScans(database, {}, 1000, null)).map((row) => Number(row.at)).reverse()
  /** Asks Postgres until the rows are there; mocha's timeout is the end of patience. */
  const untilTrailHas = async (rows: number) => {
    while ((await timesInTrail()).length < rows);
  }
  const append = (journal: Journal, from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, i) => journal.append(encodeScanRecord(scanAt(from + i)))),
    )
  const upTo = (end: number) => Array.from({ length: end }, (_, i) => i)

  it('moves every record once, in order, whatever the number of runs and restarts', async () => {
    let journal = new Journal({ folder })
    let drain = new JournalDrain({ journal, database, log, ...byHand, batchRows: 7 })
    await append(journal, 0, 30)
    await drain.drain()
    await drain.drain()
    await append(journal, 30, 50)
    await drain.stop()
    await journal.close()

    journal = new Journal({ folder })
    drain = new JournalDrain({ journal, database, log, ...byHand })
    await Promise.all([drain.drain(), drain.drain()])
    assert.deepEqual(await timesInTrail(), upTo(50))
    await drain.stop()
    await journal.close()
  })

  it('keeps every field of every record as it was', async () => {
    const journal = new Journal({ folder })
    const records: ScanRecord[] = [
      { ...scanAt(1), participant: '9506000100008' as Gln, site: '9506000110007' as Gln, intent: 'supply' },
      { ...scanAt(2), channel: 'patient', account: null, packId: null, scanHash: 'hash', alert: 'A3' },
      { ...scanAt(3), lot: `"&'(),;<=>?`, gtin: null, verdict: 'unreadable', signature: 'made-by' },
      scanAt(2 ** 52),
    ]
    for (const record of records) await journal.append(encodeScanRecord(record))
    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await drain.drain()
    const rows = await listScans(database, {}, 10, null)
    const kept = rows.map(({ place: _place, at, height, ...facts }) => ({
      ...{ v: 2, at: Number(at), height: Number(height) },
      ...facts,
    }))
    assert.deepEqual(kept.reverse(), records)
    await drain.stop()
    await journal.close()
  })

  it('takes over what the version before left in a journal, which knew no signatures', async () => {
    const journal = new Journal({ folder })
    const { signature: _signature, ...before } = scanAt(1)
    await journal.append(Buffer.from(JSON.stringify({ ...before, v: 1 })))
    await journal.append(encodeScanRecord({ ...scanAt(2), signature: 'key-unknown' }))
    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await drain.drain()
    const rows = await listScans(database, {}, 10, null)
    assert.deepEqual(
      rows.map(({ at, signature, packId }) => [Number(at), signature, packId]),
      [2, 1].map((at) => [at, at === 2 ? 'key-unknown' : null, before.packId]),
    )
    await drain.stop()
    await journal.close()
  })

  it('moves nothing of a batch with a record that another version wrote', async () => {
    const journal = new Journal({ folder })
    await append(journal, 0, 2)
    await journal.append(Buffer.from(JSON.stringify({ ...scanAt(2), v: 3 })))
    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await assert.rejects(drain.drain(), /version/)
    assert.deepEqual(await timesInTrail(), [])
    await drain.stop()
    await journal.close()
  })

  it('misses nothing after an older copy of the journal was put back beside a newer Postgres', async () => {
    let journal = new Journal({ folder })
    await append(journal, 0, 5)
    cpSync(folder, `${folder}.copy`, { recursive: true })
    let drain = new JournalDrain({ journal, database, log, ...byHand })
    await append(journal, 5, 10)
    await drain.drain()
    await drain.stop()
    await journal.close()
    rmSync(folder, { recursive: true })
    cpSync(`${folder}.copy`, folder, { recursive: true })
    rmSync(`${folder}.copy`, { recursive: true })

    journal = new Journal({ folder })
    drain = new JournalDrain({ journal, database, log, ...byHand })
    await append(journal, 10, 12)
    await drain.drain()
    assert.deepEqual(await timesInTrail(), upTo(12))
    assert.equal(journal.segments().length, 1)
    await drain.stop()
    await journal.close()
  })

  it('drains by itself what becomes durable', async () => {
    const journal = new Journal({ folder })
    const drain = new JournalDrain({ journal, database, log, gatherMs: 1 })
    await append(journal, 0, 3)
    await untilTrailHas(3)
    assert.deepEqual(await timesInTrail(), upTo(3))
    await drain.stop()
    await journal.close()
  })

  it('removes segments that are drained, and keeps the one being written', async () => {
    const journal = new Journal({ folder, segmentBytes: 1000 })
    for (let at = 0; at < 20; at++) await append(journal, at, at + 1)
    assert.ok(journal.segments().length > 3)
    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await drain.drain()
    assert.equal(journal.segments().length, 1)
    await append(journal, 20, 25)
    await drain.drain()
    assert.deepEqual(await timesInTrail(), upTo(25))
    await drain.stop()
    await journal.close()
  })

  it('makes no duplicate of rows that were moved before the process could remember', async () => {
    const journal = new Journal({ folder })
    await append(journal, 0, 10)
    const [first] = journal.segments()
    assert.ok(first !== undefined)
    const frames = await journal.read(first.segment, 0, 4)
    // as after a kill between the answer of Postgres and everything else
    const { number } = await readDrained(database, first.segment)
    await insertDrained(database, number, frames, frames.at(-1)?.end ?? 0)
    // and as if the cursor had been put back by hand: the rows' own places still keep them from coming twice
    await database.pool.query('update scan_segment set drained_to = 0')
    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await drain.drain()
    assert.deepEqual(await timesInTrail(), upTo(10))
    await drain.stop()
    await journal.close()
  })

  it('moves nothing in part: a batch whose last row cannot be kept leaves rows and cursor as they were', async () => {
    const journal = new Journal({ folder })
    await append(journal, 0, 3)
    await database.pool.query('alter table scan add constraint small check (at < 5)')
    await append(journal, 3, 8)
    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await assert.rejects(drain.drain(), /small/)
    assert.deepEqual(await timesInTrail(), [])
    await database.pool.query('alter table scan drop constraint small')
    await drain.drain()
    assert.deepEqual(await timesInTrail(), upTo(8))
    await drain.stop()
    await journal.close()
  })

  it('lets the journal grow while Postgres is away, and drains it afterwards', async () => {
    const journal = new Journal({ folder })
    const away = openDatabase('postgresql://nobody@127.0.0.1:1/nothing')
    const without = new JournalDrain({ journal, database: away, log, ...byHand })
    await append(journal, 0, 12)
    await assert.rejects(without.drain())
    await without.stop()
    await away.close()

    const drain = new JournalDrain({ journal, database, log, ...byHand })
    await drain.drain()
    assert.deepEqual(await timesInTrail(), upTo(12))
    await drain.stop()
    await journal.close()
  })

  it('tries again by itself when Postgres comes back', async () => {
    const journal = new Journal({ folder })
    await database.pool.query('alter table scan rename to scan_elsewhere')
    let tell = () => {}
    const failed = new Promise<void>((resolve) => (tell = resolve))
    const watched = pino(
      { level: 'warn' },
      {
        write: () => {
          tell()
        },
      },
    )
    const drain = new JournalDrain({ journal, database, log: watched, gatherMs: 1, retryMs: 1 })
    await append(journal, 0, 4)
    await failed
    await database.pool.query('alter table scan_elsewhere rename to scan')
    await untilTrailHas(4)
    assert.deepEqual(await timesInTrail(), upTo(4))
    await drain.stop()
    await journal.close()
  })
})
