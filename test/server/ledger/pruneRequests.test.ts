import assert from 'node:assert/strict'
import { v7 as uuidv7 } from 'uuid'
import { dayMs } from '../../../chaincode/src/domain/time.ts'
import { pruneRequests } from '../../../server/src/ledger/outbox/pruneRequests.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { newLedgerFolder } from '../../ledger/openTestLedger.ts'
import { freshDatabase } from '../database.ts'
import { assertEqualsRebuild, logInto, startFollowing } from './following.ts'
import { found, siteInput } from './network.ts'

describe('pruning requests', () => {
  const log = logInto([])

  it('takes once-only records out of the state when nobody can ask again, and not before', async () => {
    const today = Date.now()
    let now = today - 32 * dayMs
    const server = await startFollowing(newLedgerFolder(), await freshDatabase(), () => now)
    const { ledger, replica, database } = server
    const outbox = new OutboxStore(database)
    const submitter = new OutboxSubmitter({ ledger, replica, outbox, log })
    const registerAt = async (time: number, number: number) => {
      now = time
      const options = { requestId: uuidv7({ msecs: time }), as: 'PharmaciesMSP' }
      await ledger.submit('site:register', siteInput(number), options)
    }
    await found(ledger, now)
    await registerAt(now, 1)
    await registerAt(today - 30 * dayMs + 60_000, 2)
    await registerAt(today, 3)
    await server.caughtUp()
    const before = [...replica.keys('request/')]
    assert.equal(before.length, 4)

    const parts = { replica, submitter, outbox, log, as: 'RegulatorMSP' }
    assert.deepEqual(await pruneRequests(parts, today), { pruned: 2, deleted: 0 })
    // The last two are left, and the pruning's own record has come.
    assert.deepEqual([...replica.keys('request/')].slice(0, 2), before.slice(2))
    assert.equal([...replica.keys('request/')].length, 3)
    await server.caughtUp()
    await assertEqualsRebuild(server)
    await outbox.settled()
    await server.stop()
  }).timeout(60_000)

  it('deletes what lies in the outbox for more than 30 days', async () => {
    const server = await startFollowing(newLedgerFolder(), await freshDatabase())
    const { ledger, replica, database } = server
    const outbox = new OutboxStore(database)
    const submitter = new OutboxSubmitter({ ledger, replica, outbox, log })
    await found(ledger)
    for (const number of [1, 2]) {
      const build = () => siteInput(number)
      await submitter.submit('site:register', { as: 'PharmaciesMSP', idempotency: null, build })
    }
    await outbox.settled()
    const [oldest] = await database.prisma.outboxEntry.findMany({ orderBy: { requestId: 'asc' } })
    assert(oldest)
    const createdAt = new Date(Date.now() - 31 * dayMs)
    await database.prisma.outboxEntry.update({ where: { requestId: oldest.requestId }, data: { createdAt } })
    const parts = { replica, submitter, outbox, log, as: 'RegulatorMSP' }
    assert.deepEqual(await pruneRequests(parts, Date.now()), { pruned: 0, deleted: 1 })
    assert.equal(await database.prisma.outboxEntry.count(), 1)
    await server.stop()
  }).timeout(60_000)
})
