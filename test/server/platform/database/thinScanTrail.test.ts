/** An upgrade of a trail that holds scans: the migration that gave each one number must lose none and mix none up. */
import assert from 'node:assert/strict'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { insertDrained, listScans, readDrained } from '../../../../server/src/audit/store.ts'
import { applyMigrations, migrationsFolder } from '../../../../server/src/platform/database/migrations.ts'
import type { Database } from '../../../../server/src/platform/database/openDatabase.ts'
import { freshDatabase } from '../../database.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const thinning = '20261123100112_thin_scan_trail'

/** Segments are named by time; their rows reached Postgres in another order, as after an outage. */
const [january, march, june] = [
  '000001767225600000-0aff',
  '000001772323200000-9c01',
  '000001780272000000-41d2',
]
const stored: [segment: string, offset: number, verdict: string][] = [
  [june, 0, 'supplied'],
  [january, 4096, 'unknown-batch'],
  [march, 3_000_000_000, 'recalled'],
  [january, 0, 'genuine'],
  [march, 17, 'expired'],
]
const inOrder = ['genuine', 'unknown-batch', 'expired', 'recalled', 'supplied']
/** Everything that a scan said, but for its verdict and time. */
const facts = {
  ...{
    channel: 'counter',
    participant: '9506000100302',
    site: '9506000100319',
    account: 'user/1',
    alert: 'A2',
  },
  ...{ gtin: '09506000134352', lot: 'AX/1', packId: 'CjIB', scanHash: 'hash', intent: 'supply', height: 7n },
}

describe('thinning a scan trail that holds rows', function () {
  this.timeout(60_000)
  const folder = temporaryFolder()
  let database: Database

  /** A database as it was before. */
  beforeEach(async () => {
    database = await freshDatabase()
    await database.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    cpSync(join(migrationsFolder, 'migration_lock.toml'), join(folder.path, 'migration_lock.toml'))
    const before = readdirSync(migrationsFolder).filter((name) => name < thinning)
    for (const name of before)
      cpSync(join(migrationsFolder, name), join(folder.path, name), { recursive: true })
    assert.deepEqual(await applyMigrations(database.url, folder.path), before)
  })

  async function storeScans(): Promise<void> {
    for (const [i, [segment, offset, verdict]] of stored.entries()) {
      await database.pool.query(
        `INSERT INTO scan (segment, journal_offset, at, verdict, channel, participant, site, account, alert, gtin, lot,
                           pack_id, scan_hash, intent, height)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [segment, offset, 1_767_225_600_000 + i, verdict, ...Object.values(facts)],
      )
      await database.pool.query(
        `INSERT INTO scan_segment (segment, drained_to) VALUES ($1, $2)
         ON CONFLICT (segment) DO UPDATE SET drained_to = greatest(scan_segment.drained_to, excluded.drained_to)`,
        [segment, offset + 400],
      )
    }
  }
  const trail = async () => (await listScans(database, {}, 100, null)).reverse()

  it('keeps every scan as it was, in the order of the journal', async () => {
    await storeScans()
    assert.equal((await applyMigrations(database.url))[0], thinning)
    const scans = await trail()
    assert.deepEqual(
      scans.map(({ verdict }) => verdict),
      inOrder,
    )
    for (const { place: _place, at, verdict, signature, ...kept } of scans) {
      assert.deepEqual({ ...kept }, facts)
      assert.equal(signature, null)
      assert.equal(Number(at), 1_767_225_600_000 + stored.findIndex(([, , each]) => each === verdict))
    }
  })

  it('goes on draining a half drained segment: nothing comes twice, and a new segment comes last', async () => {
    await storeScans()
    await applyMigrations(database.url)
    const drained = await readDrained(database, march)
    assert.equal(drained.drainedTo, 3_000_000_400)
    const frame = (offset: number, verdict: string) => ({
      offset,
      payload: Buffer.from(JSON.stringify({ v: 1, at: 5, channel: 'counter', verdict, height: 8 })),
    })
    const again = [frame(3_000_000_000, 'recalled'), frame(3_000_000_400, 'withdrawn')]
    await insertDrained(database, drained.number, again, 3_000_000_800)
    assert.equal((await readDrained(database, march)).drainedTo, 3_000_000_800)
    const later = await readDrained(database, '000001790000000000-0001')
    assert.equal(later.drainedTo, 0)
    await insertDrained(database, later.number, [frame(0, 'stolen')], 400)
    assert.deepEqual(
      (await trail()).map(({ verdict }) => verdict),
      ['genuine', 'unknown-batch', 'expired', 'recalled', 'withdrawn', 'supplied', 'stolen'],
    )
  })

  it('numbers the first segment of a trail that held none', async () => {
    await applyMigrations(database.url)
    assert.deepEqual(await trail(), [])
    assert.deepEqual(await readDrained(database, january), { number: 1, drainedTo: 0 })
  })
})
