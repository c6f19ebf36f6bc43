import assert from 'node:assert/strict'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { importBatches } from '../../../../server/src/batches/import/importBatches.ts'
import type { Submitter } from '../../../../server/src/ledger/submitter.ts'
import type { Caller } from '../../../../server/src/platform/http/access.ts'
import { Refusal } from '../../../../server/src/platform/http/problem.ts'
import { fixtures } from '../../fixtures.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, ibuflam400, readStock, registerProducts, tracesOf } from '../stock.ts'

const header = 'gtin,lot,expiry,serial\n'
const row = (lot: string, serial: string, gtin = amoxil500.gtin) => `${gtin},${lot},2049-12-31,${serial}\n`
const rows = (lot: string, count: number, gtin = amoxil500.gtin) =>
  Array.from({ length: count }, (_, i) => row(lot, `${lot}-${String(i).padStart(7, '0')}`, gtin)).join('')

describe('importing a file of packs', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
  })
  after(() => world.stop())
  const send = (
    file: string | Uint8Array,
    { key, query = 'markets=DE,FR' }: { key?: string; query?: string } = {},
  ) =>
    world
      .as('northLab')
      .post<{ code: string; facts: Record<string, unknown>; rows: number; batches: object[] }>(
        `/batches/import?${query}`,
        file,
        { 'Content-Type': 'text/csv', ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
      )

  it('registers every batch of the file in its order', async () => {
    const answer = await send(header + rows('F1', 30) + rows('F2', 20, ibuflam400.gtin) + row('F1', 'LAST'), {
      query: 'markets=DE&minTenthsC=20&maxTenthsC=80',
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.equal(answer.body.rows, 51)
    const registered = answer.body.batches as { lot: string; packs: number }[]
    assert.deepEqual(
      registered.map(({ lot, packs }) => [lot, packs]),
      [
        ['F1', 31],
        ['F2', 20],
      ],
    )
    assert.equal((await readStock(world, 'F1')).serials.at(-1), 'LAST')
    const batch = await world.as('cornerPharmacy').get(`/batches/${amoxil500.gtin}/F1`)
    assert.deepEqual(batch.body['storage'], { minTenthsC: 20, maxTenthsC: 80 })
    assert.equal(batch.body['packs'], null, 'the number of packs is the maker’s to know')
  })

  it('registers it once under one Idempotency-Key', async () => {
    const file = header + rows('K1', 5) + rows('K2', 5)
    const first = await send(file, { key: 'file-1' })
    const traces = await tracesOf(world)
    const again = await send(file, { key: 'file-1' })
    const repeated = first.body.batches.map((batch) => ({ ...batch, repeated: true }))
    assert.deepEqual([again.status, again.body.batches], [201, repeated])
    const other = await send(header + rows('K1', 5) + rows('K2', 5), { key: 'file-1', query: 'markets=ES' })
    assert.equal(other.body.code, 'IDEMPOTENCY_KEY_REUSED')
    for (const rest of [{ key: 'file-2' }, {}]) {
      // what is new in the file stands before what is there: it must not be registered either
      const refused = await send(header + rows('K0', 5) + rows('K1', 5), rest)
      assert.equal(refused.body.code, 'FILE_INVALID')
      const { fault, line, field, lot } = refused.body.facts
      assert.deepEqual(
        { fault, line, field, lot },
        { fault: 'batchExists', line: 7, field: 'lot', lot: 'K1' },
      )
    }
    assert.deepEqual(await tracesOf(world), traces)
  })

  it('completes the rest when the same file comes again after a stop between two batches', async () => {
    const file = header + rows('H1', 5) + rows('H2', 5)
    const { deps } = world.server.capabilities.batches
    const me = await world.as('northLab').get<{ id: string }>('/me')
    const account = `user/${me.body.id}`
    const { gln, msp } = fixtures.northLab
    const dying: Submitter = {
      submit: (fn, call) => (fn === 'batch:register' && dead() ? never() : deps.submitter.submit(fn, call)),
    }
    const dead = () => world.server.ground.replica.read(`batch/${amoxil500.gtin}/H1`) !== null
    const never = () => Promise.reject(new Error('the server stopped'))
    const half = importBatches(
      { ...deps, submitter: dying },
      { account, participant: gln, msp } as Caller,
      Readable.from([Buffer.from(file)]),
      { markets: ['DE', 'FR'], storage: null },
      { caller: account, key: 'half', bodyHash: '' },
    )
    await assert.rejects(half, /the server stopped/)
    const completed = await send(file, { key: 'half' })
    const batches = completed.body.batches as { lot: string; repeated: boolean }[]
    assert.deepEqual(
      batches.map(({ lot, repeated }) => [lot, repeated]),
      [
        ['H1', true],
        ['H2', false],
      ],
    )
  })

  it('is refused for another participant’s product, with its line, without a trace', async () => {
    const { deps } = world.server.capabilities.batches
    const { gln, msp } = fixtures.midWholesale
    const before = await tracesOf(world)
    const caller = { account: 'user/x', participant: gln, msp } as Caller
    const file = Readable.from([Buffer.from(header + rows('X', 3) + rows('Y', 2, ibuflam400.gtin))])
    const refused = importBatches(deps, caller, file, { markets: [], storage: null }, null)
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof Refusal)
      const { fault, line, field, registrant } = error.facts
      const { gln: registrantIs } = fixtures.northLab
      const wanted = { fault: 'productOfOther', line: 2, field: 'gtin', registrant: registrantIs }
      assert.deepEqual(
        { code: error.code, fault, line, field, registrant },
        { code: 'FILE_INVALID', ...wanted },
      )
      return true
    })
    assert.deepEqual(await tracesOf(world), before)
  })

  const big = header + rows('BIG', 200_000)
  const refusals: [name: string, file: string | Uint8Array, code: string, facts: Record<string, unknown>][] =
    [
      [
        'a wrong check digit',
        header + rows('X', 3) + row('X', 'S', '09506000134353'),
        'FILE_INVALID',
        { line: 5, field: 'gtin' },
      ],
      [
        'a serial twice',
        header + rows('X', 3) + row('X', 'X-0000001'),
        'FILE_INVALID',
        { line: 5, field: 'serial' },
      ],
      [
        'a registered serial',
        header + row('X', 'NEW') + row('X', 'F1-0000003'),
        'FILE_INVALID',
        { line: 3, field: 'serial' },
      ],
      [
        'two expiries of a lot',
        header + row('X', 'A') + row('X', 'B').replace('2049', '2048'),
        'FILE_INVALID',
        { line: 3, field: 'expiry' },
      ],
      [
        'an expiry that a code cannot say, after a good batch',
        header + rows('X', 3) + row('Y', 'S').replace('2049', '2099'),
        'FILE_INVALID',
        { line: 5, field: 'expiry', fault: 'expiryTooFar' },
      ],
      [
        'another encoding',
        Buffer.from(header + row('X', 'A') + row('X', '\xe4'), 'latin1'),
        'FILE_INVALID',
        { line: 3 },
      ],
      ['a truncated end', (header + rows('X', 5)).slice(0, -6), 'FILE_INVALID', { line: 6 }],
      [
        'a fault at the end of 10 MB',
        big + row('BIG', 'BIG-0000000'),
        'FILE_INVALID',
        { line: 200_002, field: 'serial' },
      ],
      ['no packs', header, 'FILE_INVALID', {}],
      [
        'an unknown product, after good rows',
        header + rows('X', 3) + rows('X', 2, '09506000134383'),
        'FILE_INVALID',
        { line: 5, field: 'gtin', fault: 'productUnknown', gtin: '09506000134383' },
      ],
      [
        'a registered batch, after good rows',
        header + rows('X', 3) + row('F1', 'S'),
        'FILE_INVALID',
        { line: 5, field: 'lot', fault: 'batchExists', lot: 'F1' },
      ],
    ]
  for (const [name, file, code, facts] of refusals) {
    it(`is refused for ${name}, without a trace`, async () => {
      const before = await tracesOf(world)
      const answer = await send(file)
      assert.equal(answer.body.code, code, JSON.stringify(answer.body))
      for (const [fact, value] of Object.entries(facts)) assert.equal(answer.body.facts[fact], value)
      assert.deepEqual(await tracesOf(world), before)
    }).timeout(60_000)
  }

  it('is refused with wrong markets, with half a storage rule, as JSON, and for others than makers', async () => {
    const file = header + row('X', 'A')
    assert.equal((await send(file, { query: 'markets=Germany' })).body.facts['field'], 'markets.0')
    assert.deepEqual(
      (await send(file, { query: 'markets=DE&minTenthsC=20' })).body.facts['field'],
      'maxTenthsC',
    )
    const json = await world.as('northLab').post('/batches/import?markets=DE', { file })
    assert.equal(json.status, 415)
    const other = await world
      .as('cornerPharmacy')
      .post('/batches/import?markets=DE', file, { 'Content-Type': 'text/csv' })
    assert.equal(other.status, 403)
  })

  it('leaves nothing behind when the sender goes away in the middle', async () => {
    const before = await tracesOf(world)
    const { cookie, csrfToken } = world.as('northLab').credentials
    await new Promise<void>((resolve) => {
      const upload = request(`${world.url}/api/v1/batches/import?markets=DE`, {
        method: 'POST',
        headers: {
          'Content-Type': 'text/csv',
          'Content-Length': 100_000,
          Cookie: cookie,
          'X-CSRF-Token': csrfToken,
        },
      })
      upload.once('error', () => resolve())
      upload.write(header + rows('GONE', 100), () => upload.destroy(new Error('gone')))
    })
    // The next request of the same connection pool is answered after the server has seen the end.
    assert.equal((await world.as('northLab').get('/me')).status, 200)
    assert.deepEqual(await tracesOf(world), before)
  })
}).timeout(20_000)
