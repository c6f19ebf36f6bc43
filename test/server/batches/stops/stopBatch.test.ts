import assert from 'node:assert/strict'
import type { FixtureName } from '../../fixtures.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, registerProducts, registerStock } from '../stock.ts'

const { gtin } = amoxil500
const recall = { class: 1, reason: 'glass in vials' }

describe('stopping a batch', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
  })
  after(() => world.stop())
  const ask = (who: FixtureName, lot: string, verb: string, body: object, key?: string) =>
    world
      .as(who)
      .post(`/batches/${gtin}/${lot}/${verb}`, body, key === undefined ? {} : { 'Idempotency-Key': key })
  const read = async (lot: string) =>
    (
      await world
        .as('cornerPharmacy')
        .get<Record<string, { reason: string } | null>>(`/batches/${gtin}/${lot}`)
    ).body

  for (const [verb, fact, code] of [
    ['recall', 'recalled', 'BATCH_RECALLED'],
    ['withdraw', 'withdrawn', 'BATCH_WITHDRAWN'],
  ] as const) {
    it(`${verb}: by the maker or the regulator, once, and everybody reads it at once`, async () => {
      for (const who of ['northLab', 'nationalRegulator'] as const) {
        const lot = `${verb}-${who.slice(0, 8)}`
        const { codes } = await registerStock(world, lot)
        assert.equal((await read(lot))[fact], null)
        const answer = await ask(who, lot, verb, recall, lot)
        assert.deepEqual([answer.status, answer.body['kind']], [201, fact], JSON.stringify(answer.body))
        assert.equal((await read(lot))[fact]?.reason, recall.reason)
        const verdict = await world.as('cornerPharmacy').must('/verifications', { code: codes[0] })
        assert.equal(verdict['verdict'], fact)
        assert.equal((await ask(who, lot, verb, recall, lot)).body['repeated'], true)
        assert.equal((await ask(who, lot, verb, { ...recall, class: 3 })).body['code'], code)
      }
    })

    it(`${verb}: lifted by the regulator alone`, async () => {
      const lot = `lift-${verb}`
      const { codes } = await registerStock(world, lot)
      const lift = { kind: fact, reason: 'wrong lot' }
      assert.equal((await ask('nationalRegulator', lot, 'lift', lift)).body['code'], 'BATCH_NOT_STOPPED')
      await ask('northLab', lot, verb, recall)
      assert.equal((await ask('northLab', lot, 'lift', lift)).body['code'], 'FORBIDDEN')
      assert.equal((await ask('nationalRegulator', lot, 'lift', lift)).status, 201)
      const verdict = await world.as('cornerPharmacy').must('/verifications', { code: codes[0] })
      assert.equal(verdict['verdict'], 'genuine')
    })
  }

  it('is refused for unknown batches, other roles, and without class or reason', async () => {
    await registerStock(world, 'KEPT')
    for (const [who, lot, body, status, code] of [
      ['northLab', 'NONE', recall, 404, 'BATCH_UNKNOWN'],
      ['cornerPharmacy', 'KEPT', recall, 403, 'FORBIDDEN'],
      ['northLab', 'KEPT', { ...recall, class: 4 }, 400, 'INPUT_INVALID'],
      ['northLab', 'KEPT', { ...recall, reason: ' ' }, 400, 'INPUT_INVALID'],
      ['northLab', 'KEPT', { ...recall, reason: 'two\nlines' }, 400, 'INPUT_INVALID'],
    ] as const) {
      const answer = await ask(who, lot, 'recall', body)
      assert.deepEqual([answer.status, answer.body['code']], [status, code])
    }
    assert.equal((await read('KEPT'))['recalled'], null)
  })

  it('can be found in the list of batches', async () => {
    await world.server.ground.follower.projected(await world.server.ground.ledger.height())
    const { body } = await world
      .as('cityHospital')
      .get<{ items: { lot: string }[] }>('/batches?stop=withdrawn')
    assert.deepEqual(
      body.items.map(({ lot }) => lot),
      ['withdraw-national', 'withdraw-northLab'],
    )
  })
}).timeout(20_000)
