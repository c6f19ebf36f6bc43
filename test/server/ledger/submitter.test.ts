import assert from 'node:assert/strict'
import type { TransactionInput } from '../../../chaincode/src/domain/ledgerApi.ts'
import { RuleViolation } from '../../../chaincode/src/domain/violation.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import { settleOutbox } from '../../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { Refusal } from '../../../server/src/platform/http/problem.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { newLedgerFolder } from '../../ledger/openTestLedger.ts'
import { freshDatabase, freshDatabaseUrl } from '../database.ts'
import { cuttableDatabase } from './cuttableDatabase.ts'
import { logInto, startFollowing, type Following } from './following.ts'
import { found, hashOf, siteInput } from './network.ts'

const log = logInto([])
const cornerPharmacy = { caller: 'participant/9506000100039', key: 'k1', bodyHash: hashOf('body') }
const as = 'PharmaciesMSP'

describe('submitter', function () {
  this.timeout(60_000)

  let server: Following
  let outbox: OutboxStore
  let submitter: OutboxSubmitter
  before(async () => {
    server = await startFollowing(newLedgerFolder(), await freshDatabase())
    await found(server.ledger)
  })
  after(() => server.stop())
  beforeEach(async () => {
    await server.database.prisma.outboxEntry.deleteMany()
    outbox = new OutboxStore(server.database)
    submitter = new OutboxSubmitter({ ...server, outbox, log })
  })
  afterEach(() => outbox.settled())

  let lastSite = 0
  const newSite = () => siteInput(++lastSite)
  const register = (
    input: TransactionInput<'site:register'>,
    idempotency = null as typeof cornerPharmacy | null,
  ) => submitter.submit('site:register', { as, idempotency, build: () => input })

  /** The real ledger, but this happens to the answers of its submits. */
  const through = (answer: (submit: () => ReturnType<Ledger['submit']>) => Promise<unknown>) => {
    const ledger: Ledger = Object.create(server.ledger) as Ledger
    ledger.submit = ((...args: Parameters<Ledger['submit']>) =>
      answer(() => server.ledger.submit(...args))) as never
    return new OutboxSubmitter({ ledger, replica: server.replica, outbox, log })
  }

  it('answers once this server can read what was written', async () => {
    const input = newSite()
    const receipt = await register(input)
    assert.deepEqual(receipt.event, {
      type: 'site.registered',
      gln: input.gln,
      org: as,
      at: receipt.event.at,
    })
    assert.equal(receipt.repeated, false)
    assert(server.replica.height > receipt.height)
    assert.notEqual(server.replica.read(`site/${input.gln}`), null)
  })

  it('gives the same caller, key and body the same answer and builds the input once', async () => {
    const input = newSite()
    let built = 0
    const submit = () =>
      submitter.submit('site:register', { as, idempotency: cornerPharmacy, build: () => (built++, input) })
    const first = await submit()
    const height = await server.ledger.height()
    const second = await submit()
    await outbox.settled()
    const third = await submit()
    assert.deepEqual({ ...second, height: 0 }, { ...first, height: 0, repeated: true })
    assert.deepEqual(third, { ...first, repeated: true })
    assert.equal(built, 1)
    assert.equal(await server.ledger.height(), height)
  })

  it('refuses the same key with another body, and writes nothing', async () => {
    await register(newSite(), cornerPharmacy)
    const height = await server.ledger.height()
    const other = register(newSite(), { ...cornerPharmacy, bodyHash: hashOf('another body') })
    await assert.rejects(other, (error: unknown) => {
      assert(error instanceof Refusal)
      assert.equal(error.code, 'IDEMPOTENCY_KEY_REUSED')
      return true
    })
    assert.equal(await server.ledger.height(), height)
    assert.equal(await server.database.prisma.outboxEntry.count(), 1)
  })

  it('lets another caller use the same key', async () => {
    await register(newSite(), cornerPharmacy)
    const another = await register(newSite(), { ...cornerPharmacy, caller: 'participant/9506000100046' })
    assert.equal(another.repeated, false)
  })

  it('makes of many requests with one key, all in flight, one transaction', async () => {
    const inputs = Array.from({ length: 12 }, newSite)
    const answers = await Promise.all(inputs.map((input) => register(input, cornerPharmacy)))
    const glns = new Set(answers.map(({ event }) => event.gln))
    assert.equal(glns.size, 1)
    assert.equal(new Set(answers.map(({ txId }) => txId)).size, 1)
    assert.equal(answers.filter(({ repeated }) => !repeated).length, 1)
    const written = inputs.filter(({ gln }) => server.replica.read(`site/${gln}`) !== null)
    assert.deepEqual(
      written.map(({ gln }) => gln),
      [...glns],
    )
  })

  it('keeps a refusal: the same request is refused again, whatever became possible since', async () => {
    const input = { ...newSite(), commitment: hashOf('mine') }
    await register({ ...input, commitment: hashOf('theirs') })
    const refused = () => register(input, cornerPharmacy)
    await assert.rejects(
      refused,
      (error: unknown) => error instanceof RuleViolation && error.code === 'SITE_TAKEN',
    )
    const entry = await server.database.prisma.outboxEntry.findFirstOrThrow({ where: { status: 'refused' } })
    assert.match(entry.refusal ?? '', /^SITE_TAKEN/)
    await assert.rejects(
      refused,
      (error: unknown) => error instanceof RuleViolation && error.code === 'SITE_TAKEN',
    )
    assert.deepEqual(await settleOutbox({ outbox, submitter, replica: server.replica, log }), {
      settled: 0,
      waiting: 0,
    })
  })

  it('groups what many callers store: far fewer statements than submits', async () => {
    let statements = 0
    const { pool } = server.database
    const counting = { ...server.database, pool: Object.create(pool) as typeof pool }
    const query = pool.query.bind(pool) as (...args: unknown[]) => unknown
    counting.pool.query = ((...args: unknown[]) => {
      statements++
      return query(...args)
    }) as never
    const grouped = new OutboxStore(counting)
    const fast = new OutboxSubmitter({ ...server, outbox: grouped, log })
    const inputs = Array.from({ length: 200 }, newSite)
    await Promise.all(
      inputs.map((input) => fast.submit('site:register', { as, idempotency: null, build: () => input })),
    )
    await grouped.settled()
    assert.equal(await server.database.prisma.outboxEntry.count({ where: { status: 'done' } }), 200)
    assert(statements < 100, `${String(statements)} statements`)
  })

  describe('when the outcome is unknown', () => {
    const loseAnswer = () =>
      through(async (submit) => {
        await submit()
        throw new Unavailable('the ledger', { outcomeKnown: false })
      })

    it('says so, and the repeat under the same key tells what happened', async () => {
      const input = newSite()
      const lost = loseAnswer().submit('site:register', {
        as,
        idempotency: cornerPharmacy,
        build: () => input,
      })
      await assert.rejects(lost, (error: unknown) => error instanceof Unavailable && !error.outcomeKnown)
      const answer = await register(newSite(), cornerPharmacy)
      assert.equal(answer.event.gln, input.gln)
      assert.equal(answer.repeated, true)
    })

    it('settles it at the next start', async () => {
      const input = newSite()
      const never = through(() => Promise.reject(new Unavailable('the ledger', { outcomeKnown: false })))
      await assert.rejects(loseAnswer().submit('site:register', { as, idempotency: null, build: newSite }))
      await assert.rejects(
        never.submit('site:register', { as, idempotency: cornerPharmacy, build: () => input }),
      )
      assert.equal(server.replica.read(`site/${input.gln}`), null)

      const counts = await settleOutbox({ outbox, submitter, replica: server.replica, log })
      await outbox.settled()
      assert.deepEqual(counts, { settled: 2, waiting: 0 })
      assert.notEqual(server.replica.read(`site/${input.gln}`), null)
      assert.equal(await server.database.prisma.outboxEntry.count({ where: { status: 'done' } }), 2)
    })
  })

  it('does not send by itself what its caller was told had not happened', async () => {
    const input = newSite()
    const away = through(() => Promise.reject(new Unavailable('the ledger', { outcomeKnown: true })))
    await assert.rejects(
      away.submit('site:register', { as, idempotency: cornerPharmacy, build: () => input }),
    )
    assert.deepEqual(await settleOutbox({ outbox, submitter, replica: server.replica, log }), {
      settled: 0,
      waiting: 0,
    })
    assert.equal(server.replica.read(`site/${input.gln}`), null)
    const answer = await register(newSite(), cornerPharmacy)
    assert.equal(answer.event.gln, input.gln)
    assert.equal(answer.repeated, false)
  })

  describe('with a secret', () => {
    const packKey = Buffer.from(Array.from({ length: 32 }, (_, i) => i))
    // ledger.md's test vector: SHA-256(0x13 | K).
    const keyId = '9dVB5sH1c2-sjWdwORan5Ks0BdKHgBmTjZIu-koaGwo'
    const deposit = (by: OutboxSubmitter) =>
      by.submit('packKey:deposit', {
        ...{ as: 'ManufacturersMSP', idempotency: cornerPharmacy, secret: { packKey } },
        build: () => ({ keyId }),
      })

    it('stores the secret nowhere, and waits at a restart for its caller', async () => {
      const never = through(() => Promise.reject(new Unavailable('the ledger', { outcomeKnown: false })))
      await assert.rejects(deposit(never))
      const row = await server.database.prisma.outboxEntry.findFirstOrThrow()
      assert.equal(row.hasSecret, true)
      for (const form of ['base64', 'base64url', 'hex'] as const) {
        assert(!JSON.stringify(row).includes(packKey.toString(form)))
      }
      assert.deepEqual(await settleOutbox({ outbox, submitter, replica: server.replica, log }), {
        settled: 0,
        waiting: 1,
      })
      assert.equal((await deposit(submitter)).event.keyId, keyId)
      assert.equal(
        server.replica.readPrivate<{ key: string }>('packKeys', keyId)?.key,
        packKey.toString('base64url'),
      )
    })

    it('settles at a restart what the ledger has', async () => {
      await deposit(submitter)
      await outbox.settled()
      await server.database.prisma.outboxEntry.updateMany({ data: { status: 'pending' } })
      assert.deepEqual(await settleOutbox({ outbox, submitter, replica: server.replica, log }), {
        settled: 1,
        waiting: 0,
      })
    })
  })

  it('sends nothing to the ledger while it cannot be stored', async () => {
    const wire = await cuttableDatabase(await freshDatabaseUrl())
    const height = await server.ledger.height()
    wire.cut()
    const cutOff = new OutboxSubmitter({ ...server, outbox: new OutboxStore(wire.database), log })
    const input = newSite()
    const submit = () =>
      cutOff.submit('site:register', { as, idempotency: cornerPharmacy, build: () => input })
    await assert.rejects(submit, (error: unknown) => error instanceof Unavailable && error.outcomeKnown)
    assert.equal(await server.ledger.height(), height)
    wire.mend()
    assert.equal((await submit()).event.gln, input.gln)
    await wire.close()
  })
})
