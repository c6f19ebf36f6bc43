import assert from 'node:assert/strict'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFollower, type Follower } from '../../../server/src/ledger/follower.ts'
import { HistoryLost } from '../../../server/src/ledger/following/historyLost.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import { projectionDigest } from '../../../server/src/ledger/projections/projectionDigest.ts'
import { rebuildProjections } from '../../../server/src/ledger/projections/rebuildProjections.ts'
import type { Database } from '../../../server/src/platform/database/openDatabase.ts'
import { projections } from '../../../server/src/projections.ts'
import { readinessOf } from '../../../server/src/readiness.ts'
import { newLedgerFolder, type LedgerFolder } from '../../ledger/openTestLedger.ts'
import { freshDatabase, freshDatabaseUrl } from '../database.ts'
import { cuttableDatabase } from './cuttableDatabase.ts'
import { assertEqualsRebuild, logInto, replicaFolderOf, startFollowing, type Following } from './following.ts'
import { found, openNetworkLedger, registerSites, siteGln, siteInput } from './network.ts'

describe('follower', function () {
  // A process of its own checks each replica that is opened again; on a busy machine that takes its time.
  this.timeout(60_000)

  let folder: LedgerFolder
  beforeEach(() => {
    folder = newLedgerFolder()
  })

  it('takes what the ledger has and what comes, into the replica and into Postgres', async () => {
    const server = await startFollowing(folder, await freshDatabase())
    await found(server.ledger)
    await registerSites(server.ledger, 1, 40)
    await server.caughtUp()
    assert.deepEqual(server.replica.read(`site/${siteGln(7)}`), {
      ...{ v: 1, org: 'PharmaciesMSP', commitment: siteInput(7).commitment },
    })
    const site = await server.database.prisma.ledgerSite.findUniqueOrThrow({ where: { gln: siteGln(7) } })
    assert.equal(site.org, 'PharmaciesMSP')
    const height = await server.ledger.height()
    assert.deepEqual(server.follower.status(), {
      replica: { height, current: true, fault: null },
      projections: { height, fault: null, lost: false },
    })
    await assertEqualsRebuild(server)
    await server.stop()
  })

  it('stopped at any point, goes on with no gap and no duplicate', async () => {
    const database = await freshDatabase()
    let registered = 0
    for (const blocks of [0, 1, 3, 5]) {
      const server = await startFollowing(folder, database)
      if (blocks === 0) await found(server.ledger)
      const writing = registerInGroups(server.ledger, registered)
      registered += 60
      // Stops in the middle: after a different number of blocks each time, the writing under way.
      await server.replica.reached(server.replica.height + blocks)
      await server.follower.stop()
      await writing
      await server.replica.close()
      await server.ledger.close()
    }
    const server = await startFollowing(folder, database)
    await server.caughtUp()
    assert.equal(await database.prisma.ledgerSite.count(), registered)
    await assertEqualsRebuild(server)
    await server.stop()
  }).timeout(60_000)

  it('makes the replica anew when it is of another ledger, and says so', async () => {
    const otherFolder = newLedgerFolder()
    const other = await startFollowing(otherFolder, await freshDatabase())
    await found(other.ledger)
    await registerSites(other.ledger, 900, 903)
    await other.caughtUp()
    await other.stop()

    cpSync(replicaFolderOf(otherFolder), replicaFolderOf(folder), { recursive: true })
    const server = await startFollowing(folder, await freshDatabase())
    await found(server.ledger)
    await server.caughtUp()
    assert.deepEqual(
      server.lines.filter(({ msg }) => msg === 'replica.thrownAway').map(({ reason }) => reason),
      ['it holds another history'],
    )
    assert.equal(server.replica.read(`site/${siteGln(900)}`), null)
    await assertEqualsRebuild(server)
    await server.stop()
  })

  it('makes a damaged replica anew from the blocks', async () => {
    const database = await freshDatabase()
    const first = await startFollowing(folder, database)
    await found(first.ledger)
    await registerSites(first.ledger, 1, 50)
    await first.caughtUp()
    await first.stop()

    const data = join(replicaFolderOf(folder), 'data.mdb')
    const bytes = readFileSync(data)
    for (let i = 2 * 4096; i < bytes.length; i += 97) bytes[i] = (bytes[i] ?? 0) ^ 0x11
    writeFileSync(data, bytes)
    const server = await startFollowing(folder, database)
    await server.caughtUp()
    assert.equal(server.lines.filter(({ msg }) => msg === 'replica.thrownAway').length, 1)
    await assertEqualsRebuild(server)
    await server.stop()
  })

  it('keeps the replica going while Postgres is away, says so, and catches up when it is back', async () => {
    const wire = await cuttableDatabase(await freshDatabaseUrl())
    const server = await startFollowing(folder, wire.database)
    await found(server.ledger)
    await server.caughtUp()
    const before = server.follower.status().projections.height

    wire.cut()
    await registerSites(server.ledger, 1, 30)
    const height = await server.ledger.height()
    await server.replica.reached(height)
    assert.notEqual(server.replica.read(`site/${siteGln(30)}`), null)
    await until(() => server.follower.status().projections.fault !== null)
    assert.equal(server.follower.status().projections.height, before)
    assert.equal(server.follower.status().replica.fault, null)

    wire.mend()
    await server.follower.projected(height)
    assert.equal(server.follower.status().projections.fault, null)
    await assertEqualsRebuild(server)
    await server.stop()
    await wire.close()
  }).timeout(60_000)

  it('is not ready any more once the database turns out to be of another history', async () => {
    const database = await freshDatabase()
    const server = await startFollowing(folder, database)
    await found(server.ledger)
    await server.caughtUp()
    const { ledger, follower } = server
    const shown = { operation: '', height: () => ledger.height() }
    const readiness = () => readinessOf({ ledger: shown, follower, database, dataDir: folder.dir })
    assert.equal((await readiness()).ready, true)

    // As when a dump of another time is put back under a running server.
    await database.prisma.ledgerCursor.updateMany({ data: { last: 'A'.repeat(43) } })
    await registerSites(ledger, 1, 1)
    await until(() => follower.status().projections.lost)
    const { ready, projections: models, replica } = await readiness()
    assert.equal(ready, false)
    assert.match(String(models.fault), /the ledger holds another block there.*projections rebuild/)
    await server.replica.reached(await ledger.height())
    assert.equal(replica.fault, null)
    assert.equal(await database.prisma.ledgerSite.count(), 0)
    await server.stop()
  })

  it('lets two servers follow into one database', async () => {
    const database = await freshDatabase()
    const server = await startFollowing(folder, database)
    const second = await startSecond(server, database)
    await found(server.ledger)
    for (let i = 0; i < 10; i++) await registerSites(server.ledger, i * 10 + 1, i * 10 + 10)
    const height = await server.ledger.height()
    await Promise.all([server.follower.projected(height), second.projected(height), server.caughtUp()])
    await second.stop()
    await assertEqualsRebuild(server)
    await server.stop()
  })

  describe('refuses to start on a backup that was put back', () => {
    const backupOf = (of: LedgerFolder) => `${of.dir}-backup`

    async function putBackAfterMoreHappened(
      database: Awaited<ReturnType<typeof freshDatabase>>,
    ): Promise<void> {
      const server = await startFollowing(folder, database)
      await found(server.ledger)
      await registerSites(server.ledger, 1, 5)
      await server.caughtUp()
      await server.stop()
      cpSync(folder.dir, backupOf(folder), { recursive: true })
      const later = await startFollowing(folder, database)
      await registerSites(later.ledger, 6, 9)
      await later.caughtUp()
      await later.stop()
      rmSync(folder.dir, { recursive: true })
      cpSync(backupOf(folder), folder.dir, { recursive: true })
    }

    it('when the database has seen more', async () => {
      const database = await freshDatabase()
      await putBackAfterMoreHappened(database)
      rmSync(replicaFolderOf(folder), { recursive: true })
      const before = await projectionDigest(database, projections)
      await assert.rejects(startFollowing(folder, database), (error: unknown) => {
        assert(error instanceof HistoryLost)
        assert.match(error.message, /the ledger ends before: it is an older backup/)
        return true
      })
      assert.deepEqual(await projectionDigest(database, projections), before)
    })

    it('when the replica has seen more, until the operator accepts it by removing the replica', async () => {
      await putBackAfterMoreHappened(await freshDatabase())
      await assert.rejects(startFollowing(folder, await freshDatabase()), (error: unknown) => {
        assert(error instanceof HistoryLost)
        assert.match(error.message, /the replica has seen.*remove the folder `replica`/)
        return true
      })
      rmSync(replicaFolderOf(folder), { recursive: true })
      const server = await startFollowing(folder, await freshDatabase())
      await server.caughtUp()
      await assertEqualsRebuild(server)
      await server.stop()
    })

    it('when it went on from there, until the operator accepts it by a rebuild', async () => {
      const database = await freshDatabase()
      await putBackAfterMoreHappened(database)
      const ledger = await openNetworkLedger(folder)
      for (let i = 0; i < 6; i++) await registerSites(ledger, 100 + i, 100 + i)
      await ledger.close()
      await assert.rejects(startFollowing(folder, database), /holds another block there/)

      const again = await openNetworkLedger(folder)
      await rebuildProjections({ ledger: again, database, projections })
      await again.close()
      const server = await startFollowing(folder, database)
      await server.caughtUp()
      assert.equal(server.replica.read(`site/${siteGln(9)}`), null)
      await assertEqualsRebuild(server)
      await server.stop()
    })
  })
})

/** 60 sites in six groups one after the other, so in six blocks at least. */
async function registerInGroups(ledger: Ledger, registered: number): Promise<void> {
  for (let group = 0; group < 6; group++) {
    await registerSites(ledger, registered + group * 10 + 1, registered + group * 10 + 10)
  }
}

async function startSecond({ ledger }: Following, database: Database): Promise<Follower> {
  const log = logInto([])
  const replica = await openReplica(replicaFolderOf(newLedgerFolder()), log)
  return startFollower({ ledger, replica, database, projections, log })
}

/** Waits for what another turn of the event loop will bring; mocha's own limit ends a wait in vain. */
async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve))
}
