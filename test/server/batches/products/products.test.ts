import assert from 'node:assert/strict'
import { fixtures } from '../../fixtures.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, ibuflam400, registerProducts, tracesOf } from '../stock.ts'

describe('products', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
    await world.server.ground.follower.projected(await world.server.ground.ledger.height())
  })
  after(() => world.stop())

  it('are read by everybody who is logged in', async () => {
    const { status, body } = await world.as('cornerPharmacy').get(`/products/${amoxil500.gtin}`)
    const { registeredAt, ...rest } = body
    assert.equal(status, 200)
    assert.equal(typeof registeredAt, 'number')
    assert.deepEqual(rest, { ...amoxil500, registrant: fixtures.northLab.gln })
    assert.equal((await world.nobody.get(`/products/${amoxil500.gtin}`)).status, 401)
    assert.equal((await world.as('cornerPharmacy').get('/products/09506000134383')).status, 404)
  })

  it('are found by name, by the beginning of the GTIN, and page by page', async () => {
    const list = async (query: string) => {
      const { body } = await world
        .as('cityHospital')
        .get<{ items: { gtin: string }[]; next: string | null }>(`/products?${query}`)
      return { gtins: body.items.map(({ gtin }) => gtin), next: body.next }
    }
    assert.deepEqual((await list('search=amoxil')).gtins, [amoxil500.gtin])
    assert.deepEqual((await list('search=095060001343')).gtins, [amoxil500.gtin, ibuflam400.gtin])
    assert.deepEqual((await list('search=nothing')).gtins, [])
    const first = await list('limit=1')
    assert.deepEqual(first.gtins, [amoxil500.gtin])
    assert.deepEqual(await list(`limit=1&after=${first.next ?? ''}`), {
      gtins: [ibuflam400.gtin],
      next: null,
    })
  })

  it('are registered once for one Idempotency-Key', async () => {
    const send = () =>
      world
        .as('northLab')
        .post('/products', { ...amoxil500, gtin: '9506000134390' }, { 'Idempotency-Key': 'p' })
    const first = await send()
    assert.deepEqual([first.status, first.body['gtin']], [201, '09506000134390'], JSON.stringify(first.body))
    assert.deepEqual((await send()).body, { ...first.body, repeated: true })
  })

  const wrong: [name: string, body: object, field: string][] = [
    ['a wrong check digit', { ...amoxil500, gtin: '09506000134353' }, 'gtin'],
    ['no name', { ...amoxil500, name: ' ' }, 'name'],
    ['a name on two lines', { ...amoxil500, name: 'a\nb' }, 'name'],
    ['half a tablet', { ...amoxil500, packSize: 0.5 }, 'packSize'],
    ['no tablets', { ...amoxil500, packSize: 0 }, 'packSize'],
  ]
  for (const [name, body, field] of wrong) {
    it(`are refused for ${name}, without a trace`, async () => {
      const before = await tracesOf(world)
      const answer = await world
        .as('northLab')
        .post<{ code: string; facts: { field: string } }>('/products', body)
      assert.deepEqual(
        [answer.status, answer.body.code, answer.body.facts.field],
        [400, 'INPUT_INVALID', field],
      )
      assert.deepEqual(await tracesOf(world), before)
    })
  }

  it('are registered by manufacturers alone', async () => {
    for (const who of ['midWholesale', 'cornerPharmacy', 'nationalRegulator'] as const) {
      const answer = await world.as(who).post('/products', amoxil500)
      assert.deepEqual([answer.status, answer.body['code']], [403, 'FORBIDDEN'])
    }
  })
}).timeout(20_000)
