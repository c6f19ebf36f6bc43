import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { settleOutbox } from '../../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { openDatabase } from '../../../server/src/platform/database/openDatabase.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import { freshDatabaseUrl } from '../database.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { assertEqualsRebuild, logInto, startFollowing } from './following.ts'
import { found, openNetworkLedger } from './network.ts'
import { runUntilKilled } from './runUntilKilled.ts'

describe('a server killed with kill -9 under load', () => {
  const folder = temporaryFolder()

  it('loses nothing it acknowledged, in ledger, replica and Postgres, and does nothing twice', async () => {
    const masterKey = randomBytes(32)
    const ledgerFolder = { dir: join(folder.path, 'ledger'), keystore: openKeystore(folder.path, masterKey) }
    const url = await freshDatabaseUrl()
    const ledger = await openNetworkLedger(ledgerFolder)
    await found(ledger)
    await ledger.close()

    const acknowledged: string[] = []
    for (const [round, last] of [1, 17, 60, 113].entries()) {
      const first = String(1 + round * 10_000)
      acknowledged.push(...(await runUntilKilled([folder.path, masterKey.toString('hex'), url, first], last)))
    }

    const database = openDatabase(url)
    const server = await startFollowing(ledgerFolder, database)
    const outbox = new OutboxStore(database)
    const submitter = new OutboxSubmitter({ ...server, outbox, log: logInto([]) })
    const { waiting } = await settleOutbox({ outbox, submitter, replica: server.replica, log: logInto([]) })
    assert.equal(waiting, 0)
    await outbox.settled()
    await server.caughtUp()

    assert.deepEqual(
      server.lines.filter(({ msg }) => msg === 'replica.thrownAway'),
      [],
    )
    const sites = new Set((await database.prisma.ledgerSite.findMany()).map(({ gln }) => gln))
    for (const gln of acknowledged) {
      assert(sites.has(gln), `${gln} in Postgres`)
      assert.notEqual(server.replica.read(`site/${gln}`), null)
    }
    // Once each: what was stored before a try happened, and nothing that was not stored.
    const done = await database.prisma.outboxEntry.count({ where: { status: 'done', fn: 'site:register' } })
    assert.equal(sites.size, done)
    assert.equal(await database.prisma.outboxEntry.count({ where: { status: { not: 'done' } } }), 0)
    await assertEqualsRebuild(server)
    await server.stop()
    await database.close()
  }).timeout(120_000)
})
