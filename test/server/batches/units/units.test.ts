import assert from 'node:assert/strict'
import { checkDigit } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { fixtures, type FixtureName } from '../../fixtures.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, registerProducts, registerStock } from '../stock.ts'

const { gtin } = amoxil500

describe('logistic units', () => {
  let world: World
  let made = 0
  const newSscc = (): string => {
    const digits = `09506000${String(++made).padStart(9, '0')}`
    return digits + checkDigit(digits)
  }
  const contents = (lot = 'STOCK') => [{ gtin, lot, quantity: 10 }]
  const commission = (who: FixtureName, sscc: string, lot?: string) =>
    world.as(who).post('/units', { sscc, contents: contents(lot) })
  const ship = (who: FixtureName, sscc: string, to: FixtureName) =>
    world.as(who).post(`/units/${sscc}/ship`, { to: fixtures[to].gln })
  const receive = (who: FixtureName, sscc: string) => world.as(who).post(`/units/${sscc}/receive`)
  const standing = async (who: FixtureName, sscc: string) => {
    const { body } = await world
      .as(who)
      .get<{ items: { sscc: string; standing: string }[] }>('/units?limit=200')
    return body.items.find((unit) => unit.sscc === sscc)?.standing ?? null
  }
  const ok = async (answer: ReturnType<typeof commission>) => {
    const { status, body } = await answer
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  const refused = async (answer: ReturnType<typeof commission>, status: number, code: string) => {
    const { height } = world.server.ground.replica
    const { status: got, body } = await answer
    assert.deepEqual([got, body['code']], [status, code], JSON.stringify(body))
    assert.equal(world.server.ground.replica.height, height)
  }

  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
    await registerStock(world, 'STOCK')
  })
  after(() => world.stop())

  it('travel from the maker over a wholesaler to a pharmacy', async () => {
    const sscc = newSscc()
    await ok(commission('northLab', sscc))
    assert.equal(await standing('northLab', sscc), 'held')
    await ok(ship('northLab', sscc, 'midWholesale'))
    assert.deepEqual(
      [await standing('northLab', sscc), await standing('midWholesale', sscc)],
      ['sent', 'arriving'],
    )
    await ok(receive('midWholesale', sscc))
    assert.deepEqual(
      [await standing('northLab', sscc), await standing('midWholesale', sscc)],
      ['passed', 'held'],
    )
    await ok(ship('midWholesale', sscc, 'cornerPharmacy'))
    await ok(receive('cornerPharmacy', sscc))
    assert.equal(await standing('cornerPharmacy', sscc), 'held')
    assert.equal(await standing('cityHospital', sscc), null)
    assert.equal(await standing('nationalRegulator', sscc), 'passed')
  })

  it('may come back to a former holder', async () => {
    const sscc = newSscc()
    await ok(commission('midWholesale', sscc))
    for (const [from, to] of [
      ['midWholesale', 'cityHospital'],
      ['cityHospital', 'midWholesale'],
      ['midWholesale', 'cityHospital'],
    ] as const) {
      await ok(ship(from, sscc, to))
      await ok(receive(to, sscc))
    }
    assert.equal(await standing('cityHospital', sscc), 'held')
  })

  it('are shipped by their holder alone, once', async () => {
    const sscc = newSscc()
    await ok(commission('northLab', sscc))
    await refused(ship('midWholesale', sscc, 'cornerPharmacy'), 404, 'NOT_FOUND')
    await ok(ship('northLab', sscc, 'midWholesale'))
    await refused(ship('northLab', sscc, 'cornerPharmacy'), 409, 'UNIT_IN_TRANSIT')
    await refused(ship('midWholesale', sscc, 'cornerPharmacy'), 409, 'UNIT_IN_TRANSIT')
    await ok(receive('midWholesale', sscc))
    await refused(ship('northLab', sscc, 'cornerPharmacy'), 403, 'OPENING_MISMATCH')
  })

  it('are received by the receiver named alone, once', async () => {
    const sscc = newSscc()
    await ok(commission('northLab', sscc))
    await refused(receive('northLab', sscc), 409, 'UNIT_NOT_IN_TRANSIT')
    await ok(ship('northLab', sscc, 'cornerPharmacy'))
    await refused(receive('cityHospital', sscc), 404, 'NOT_FOUND')
    await refused(receive('northLab', sscc), 403, 'OPENING_MISMATCH')
    await ok(receive('cornerPharmacy', sscc))
    await refused(receive('cornerPharmacy', sscc), 409, 'UNIT_NOT_IN_TRANSIT')
  })

  it('are commissioned once, and a refused attempt shows nothing of them', async () => {
    const sscc = newSscc()
    await ok(commission('northLab', sscc))
    await refused(commission('northLab', sscc), 409, 'UNIT_EXISTS')
    assert.equal(await standing('northLab', sscc), 'held')
    await ok(ship('northLab', sscc, 'midWholesale'))
    await refused(ship('northLab', sscc, 'cityHospital'), 409, 'UNIT_IN_TRANSIT')
    assert.equal(await standing('cityHospital', sscc), null)
    await ok(receive('midWholesale', sscc))
  })

  it('are not shipped while they declare a recalled batch, and again once it is lifted', async () => {
    await registerStock(world, 'GLASS')
    const sscc = newSscc()
    await ok(commission('northLab', sscc, 'GLASS'))
    await world.as('nationalRegulator').must(`/batches/${gtin}/GLASS/recall`, { class: 1, reason: 'glass' })
    await refused(ship('northLab', sscc, 'midWholesale'), 409, 'BATCH_RECALLED')
    await world
      .as('nationalRegulator')
      .must(`/batches/${gtin}/GLASS/lift`, { kind: 'recalled', reason: 'other lot' })
    await ok(ship('northLab', sscc, 'midWholesale'))
  })

  it('are refused for unknown batches and receivers, wrong numbers and wrong roles', async () => {
    await refused(commission('northLab', newSscc(), 'NONE'), 404, 'BATCH_UNKNOWN')
    await refused(commission('northLab', '095060001000000013'), 400, 'INPUT_INVALID')
    await refused(commission('cornerPharmacy', newSscc()), 403, 'FORBIDDEN')
    await refused(
      world.as('northLab').post('/units', { sscc: newSscc(), contents: [] }),
      400,
      'INPUT_INVALID',
    )
    const twice = [...contents(), ...contents()]
    await refused(
      world.as('northLab').post('/units', { sscc: newSscc(), contents: twice }),
      400,
      'INPUT_INVALID',
    )
    const sscc = newSscc()
    await ok(commission('northLab', sscc))
    await refused(ship('northLab', sscc, 'quickCarrier'), 404, 'PARTICIPANT_UNKNOWN')
    await refused(receive('cornerPharmacy', newSscc()), 404, 'NOT_FOUND')
  })

  it('are listed page by page', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const after: string = next === '' ? '' : `&after=${next}`
      const { body } = await world
        .as('northLab')
        .get<{ items: { unitId: string }[]; next: string | null }>(`/units?limit=2${after}`)
      seen.push(...body.items.map(({ unitId }) => unitId))
      next = body.next
    }
    const { body: all } = await world.as('northLab').get<{ items: { unitId: string }[] }>('/units?limit=200')
    assert.deepEqual(
      seen,
      all.items.map(({ unitId }) => unitId),
    )
    assert.ok(seen.length >= 5)
  })
}).timeout(20_000)
