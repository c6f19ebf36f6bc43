/** What a server submits under a key of its own that is the same for ever. */
import assert from 'node:assert/strict'
import type { TransactionInput } from '../../../chaincode/src/domain/ledgerApi.ts'
import { dayMs } from '../../../chaincode/src/domain/time.ts'
import { RuleViolation } from '../../../chaincode/src/domain/violation.ts'
import { OutboxStore, type OutboxKey } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { newLedgerFolder } from '../../ledger/openTestLedger.ts'
import { freshDatabase } from '../database.ts'
import { logInto, startFollowing, type Following } from './following.ts'
import { found, siteInput } from './network.ts'

const as = 'PharmaciesMSP'

describe('errands of the server', function () {
  this.timeout(60_000)

  let ahead = 0
  const clock = () => Date.now() + ahead
  let server: Following
  let outbox: OutboxStore
  let submitter: OutboxSubmitter
  before(async () => {
    server = await startFollowing(newLedgerFolder(), await freshDatabase(), clock)
    await found(server.ledger)
    outbox = new OutboxStore(server.database)
    submitter = new OutboxSubmitter({ ...server, outbox, log: logInto([]), clock })
  })
  after(async () => {
    await outbox.settled()
    await server.stop()
  })

  let lastSite = 0
  const newSite = () => siteInput(++lastSite)
  const register = (input: TransactionInput<'site:register'>, idempotency: OutboxKey | null) =>
    submitter.submit('site:register', { as, idempotency, build: () => input })

  it('are tried again when they were refused, and done once', async () => {
    const errand = { caller: 'founding', key: 'site', bodyHash: 'site', isErrand: true } as const
    const taken = newSite()
    await register(taken, null)
    for (let i = 0; i < 2; i++) {
      await assert.rejects(
        register(taken, errand),
        (error: unknown) => error instanceof RuleViolation && error.code === 'SITE_TAKEN',
      )
    }
    const mended = newSite()
    const first = await register(mended, errand)
    assert.equal(first.event.gln, mended.gln)
    await outbox.settled()
    const again = await register(newSite(), errand)
    assert.deepEqual(again, { ...first, repeated: true })
    assert.equal(await server.database.prisma.outboxEntry.count({ where: { status: 'refused' } }), 2)
  })

  it('are one transaction when many try a refused one again', async () => {
    const errand = { caller: 'founding', key: 'race', bodyHash: 'race', isErrand: true } as const
    const taken = newSite()
    await register(taken, null)
    await assert.rejects(register(taken, errand))
    const answers = await Promise.all(Array.from({ length: 12 }, () => register(newSite(), errand)))
    assert.equal(new Set(answers.map(({ event }) => event.gln)).size, 1)
    assert.equal(answers.filter(({ repeated }) => !repeated).length, 1)
  })

  it('are dated by the clock that the ledger goes by', async () => {
    ahead = 60 * dayMs
    const { event } = await register(newSite(), null)
    assert.ok(event.at > Date.now() + 59 * dayMs)
  })
})
