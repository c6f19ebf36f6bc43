import assert from 'node:assert/strict'
import type { BatchRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { assertProblem } from '../../assertProblem.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, ibuflam400, readStock, registerProducts, registerStock, tracesOf } from '../stock.ts'

const { gtin } = amoxil500
const batch = (lot: string, more: object) => ({
  gtin,
  lot,
  expiresOn: '2049-12-31',
  markets: ['DE', 'FR'],
  ...more,
})
const withKey = (key: string) => ({ 'Idempotency-Key': key })

describe('registering a batch', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
  })
  after(() => world.stop())

  it('draws serials, keeps them for the maker, and writes one transaction whatever their number', async () => {
    const { replica } = world.server.ground
    for (const [lot, count] of [
      ['ONE', 1],
      ['MANY', 6000],
    ] as const) {
      const answer = await world.as('northLab').post('/batches', batch(lot, { count }))
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      const { height, txId, ...rest } = answer.body
      assert.deepEqual(rest, { gtin, lot, packs: count, repeated: false })
      assert.equal(typeof txId, 'string')
      assert.ok(Number(height) < replica.height)
      const record = replica.read<BatchRecord>(`batch/${gtin}/${lot}`)
      assert.equal(record?.packs.length, 1)
      assert.ok(JSON.stringify(record).length < 4096)
      const { serials } = await readStock(world, lot)
      assert.equal(new Set(serials).size, count)
    }
  })

  it('makes packs that are genuine, and no others', async () => {
    const { codes, serials } = await registerStock(world, 'GENUINE', { count: 5 })
    const ask = async (code: string) =>
      (await world.as('cornerPharmacy').must('/verifications', { code }))['verdict']
    for (const code of codes) assert.equal(await ask(code), 'genuine')
    const [code = '', serial = ''] = [codes[0], serials[0]]
    assert.equal(await ask(code.replace(serial, '0123456789ABCDEF')), 'unknown-serial')
  })

  it('takes the serials that the maker brings, in their order', async () => {
    const serials = ['SN-3', 'SN-1', 'SN-2']
    await world.as('northLab').must('/batches', batch('BROUGHT', { serials }))
    assert.deepEqual((await readStock(world, 'BROUGHT')).serials, serials)
  })

  it('uses one pack key for a GTIN and calendar year', async () => {
    const { replica } = world.server.ground
    const keyOf = (lot: string) => replica.read<BatchRecord>(`batch/${gtin}/${lot}`)?.packs[0]?.keyId
    assert.equal(keyOf('ONE'), keyOf('BROUGHT'))
    await world.as('northLab').must('/batches', { ...batch('OTHER', { count: 1 }), gtin: ibuflam400.gtin })
    const other = replica.read<BatchRecord>(`batch/${ibuflam400.gtin}/OTHER`)?.packs[0]?.keyId
    assert.notEqual(other, keyOf('ONE'))
  })

  it('happens once for one Idempotency-Key', async () => {
    const send = (count: number) =>
      world.as('northLab').post('/batches', batch('ONCE', { count }), withKey('once'))
    const first = await send(7)
    const traces = await tracesOf(world)
    const again = await send(7)
    assert.deepEqual(again.body, { ...first.body, repeated: true })
    assert.equal(again.status, 201)
    assert.deepEqual(await tracesOf(world), traces)
    const other = await send(8)
    assert.equal(other.body['code'], 'IDEMPOTENCY_KEY_REUSED')
    assert.deepEqual(await tracesOf(world), traces)
  })

  it('happens once when two ask at the same time', async () => {
    const asks = ['a', 'b', 'c'].map((key) =>
      world.as('northLab').post('/batches', batch('RACE', { serials: ['R-1', 'R-2'] }), withKey(key)),
    )
    const statuses = (await Promise.all(asks)).map(({ status }) => status)
    assert.deepEqual(statuses.sort(), [201, 409, 409])
    assert.deepEqual((await readStock(world, 'RACE')).serials, ['R-1', 'R-2'])
  })

  it('takes up what an attempt had prepared before the server stopped', async () => {
    const { deps } = world.server.capabilities.batches
    const serials = ['P-1', 'P-2'] as never[]
    const caller = { msp: 'ManufacturersMSP' } as never
    const { preparePacks } = await import('../../../../server/src/batches/registration/preparePacks.ts')
    const tree = await preparePacks(deps, caller, {
      gtin: gtin as never,
      lot: 'RESUMED' as never,
      packs: { serials },
    })
    await world.as('northLab').must('/batches', batch('RESUMED', { serials }))
    const record = world.server.ground.replica.read<BatchRecord>(`batch/${gtin}/RESUMED`)
    assert.deepEqual(record?.packs, [tree])
  })

  describe('is refused without a trace', () => {
    const refusals: [string, object, number, string, Record<string, unknown>][] = [
      ['an unknown product', batch('X', { gtin: '09506000134383', count: 1 }), 404, 'PRODUCT_UNKNOWN', {}],
      ['a registered batch', batch('ONE', { count: 1 }), 409, 'BATCH_EXISTS', { lot: 'ONE' }],
      [
        'a serial of another batch',
        batch('X', { serials: ['NEW', 'SN-1'] }),
        409,
        'CONFLICT',
        { field: 'serials.1', lot: 'BROUGHT' },
      ],
      [
        'a serial given twice',
        batch('X', { serials: ['A', 'B', 'A'] }),
        400,
        'INPUT_INVALID',
        { field: 'serials.2' },
      ],
      [
        'a serial outside character set 82',
        batch('X', { serials: ['A B'] }),
        400,
        'INPUT_INVALID',
        { field: 'serials.0' },
      ],
      [
        'both count and serials',
        batch('X', { count: 1, serials: ['A'] }),
        400,
        'INPUT_INVALID',
        { field: 'count' },
      ],
      ['neither', batch('X', {}), 400, 'INPUT_INVALID', { field: 'count' }],
      ['no packs', batch('X', { count: 0 }), 400, 'INPUT_INVALID', { field: 'count' }],
      ['more than a million', batch('X', { count: 1_000_001 }), 400, 'INPUT_INVALID', { field: 'count' }],
      [
        'a wrong check digit',
        batch('X', { gtin: '09506000134353', count: 1 }),
        400,
        'INPUT_INVALID',
        { field: 'gtin' },
      ],
      [
        'a day that does not exist',
        batch('X', { expiresOn: '2027-02-30', count: 1 }),
        400,
        'INPUT_INVALID',
        { field: 'expiresOn' },
      ],
      [
        'market in words',
        batch('X', { markets: ['Germany'], count: 1 }),
        400,
        'INPUT_INVALID',
        { field: 'markets.0' },
      ],
      [
        'a market twice',
        batch('X', { markets: ['DE', 'DE'], count: 1 }),
        400,
        'INPUT_INVALID',
        { field: 'markets' },
      ],
      [
        'a storage rule upside down',
        batch('X', { storage: { minTenthsC: 80, maxTenthsC: 20 }, count: 1 }),
        400,
        'INPUT_INVALID',
        { field: 'storage' },
      ],
    ]
    for (const [name, body, status, code, facts] of refusals) {
      it(`for ${name}`, async () => {
        const before = await tracesOf(world)
        const answer = await world.as('northLab').post('/batches', body)
        assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(answer.body))
        const told = answer.body['facts'] as Record<string, unknown>
        for (const [fact, value] of Object.entries(facts)) assert.equal(told[fact], value)
        assert.deepEqual(await tracesOf(world), before)
      })
    }

    it('for an expiry that a code cannot say, before anything is made or asked of the ledger', async () => {
      const { prisma } = world.database
      const asked = () => prisma.outboxEntry.count()
      const product = { ...amoxil500, gtin: '09506000134390' }
      await world.as('northLab').must('/products', product)
      const before = [await tracesOf(world), await asked(), await prisma.packKeyInUse.count()]
      const far = batch('FAR', { gtin: product.gtin, expiresOn: '2099-12-31', count: 1 })
      const facts = assertProblem(await world.as('northLab').post('/batches', far), 400, 'INPUT_INVALID')
      assert.equal(facts['field'], 'expiresOn')
      assert.deepEqual([await tracesOf(world), await asked(), await prisma.packKeyInUse.count()], before)
    })

    it('for whoever is no manufacturer', async () => {
      const answer = await world.as('midWholesale').post('/batches', batch('X', { count: 1 }))
      assert.deepEqual([answer.status, answer.body['code']], [403, 'FORBIDDEN'])
    })
  })
})

describe('extending a batch', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
  })
  after(() => world.stop())
  const extend = (lot: string, body: object) =>
    world.as('northLab').post(`/batches/${gtin}/${lot}/extend`, body)

  it('adds packs under a further tree', async () => {
    const first = await registerStock(world, 'GROWS', { count: 2 })
    const answer = await extend('GROWS', { serials: ['LATE-1'] })
    assert.deepEqual([answer.status, answer.body['packs']], [201, 3])
    const { serials, codes } = await readStock(world, 'GROWS')
    assert.deepEqual(serials, [...first.serials, 'LATE-1'])
    const verdict = await world.as('cornerPharmacy').must('/verifications', { code: codes[2] })
    assert.equal(verdict['verdict'], 'genuine')
  })

  it('is refused for packs it has, for a batch unknown and for a recalled one, without a trace', async () => {
    await registerStock(world, 'STOPPED')
    await world.as('northLab').must(`/batches/${gtin}/STOPPED/recall`, { class: 2, reason: 'wrong leaflet' })
    const before = await tracesOf(world)
    for (const [lot, body, code] of [
      ['GROWS', { serials: ['LATE-1'] }, 'TREE_EXISTS'],
      ['GROWS', { serials: ['LATE-1', 'LATE-2'] }, 'CONFLICT'],
      ['NOWHERE', { count: 1 }, 'BATCH_UNKNOWN'],
      ['STOPPED', { count: 1 }, 'BATCH_RECALLED'],
    ] as const) {
      const answer = await extend(lot, body)
      assert.equal(answer.body['code'], code, JSON.stringify(answer.body))
      assert.deepEqual(await tracesOf(world), before)
    }
  })

  it('asks nothing of the ledger for a batch that is stopped', async () => {
    await registerStock(world, 'NOMORE')
    await world.as('northLab').must(`/batches/${gtin}/NOMORE/recall`, { class: 2, reason: 'wrong leaflet' })
    const asked = () => world.database.prisma.outboxEntry.count()
    const before = await asked()
    assertProblem(await extend('NOMORE', { count: 1 }), 409, 'BATCH_RECALLED')
    assert.equal(await asked(), before)
  })
})
