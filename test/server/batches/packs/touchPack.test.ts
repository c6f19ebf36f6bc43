import assert from 'node:assert/strict'
import { renameSync } from 'node:fs'
import type { BatchRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { FixtureName } from '../../fixtures.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, registerProducts, registerStock, type Stock } from '../stock.ts'

const { gtin } = amoxil500
const hour = 3_600_000

describe('packs', () => {
  let world: World
  let stock: Stock
  let next = 0
  /** A pack that nothing has happened to yet. */
  const freshPack = (): string => stock.codes[next++] ?? assert.fail('more packs are needed')
  const touch = (who: FixtureName, move: string, code: string, key?: string) =>
    world.as(who).post(`/packs/${move}`, { code }, key === undefined ? {} : { 'Idempotency-Key': key })
  const refused = async (answer: ReturnType<typeof touch>, status: number, code: string) => {
    const { height } = world.server.ground.replica
    const { status: got, body } = await answer
    assert.deepEqual([got, body['code']], [status, code], JSON.stringify(body))
    assert.equal(world.server.ground.replica.height, height, 'a refusal must not write a block')
    return body['facts'] as Record<string, unknown>
  }

  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
    stock = await registerStock(world, 'STOCK', { count: 40 })
  })
  after(() => world.stop())

  const moves: [move: string, who: FixtureName, state: string, undone: boolean][] = [
    ['supply', 'cornerPharmacy', 'supplied', true],
    ['export', 'midWholesale', 'exported', true],
    ['sample', 'nationalRegulator', 'sampled', true],
    ['give-free-sample', 'northLab', 'free-sample', true],
    ['check-out', 'cityHospital', 'checked-out', true],
    ['lock', 'cityHospital', 'locked', true],
    ['destroy', 'northLab', 'destroyed', false],
    ['report-stolen', 'midWholesale', 'stolen', false],
  ]
  for (const [move, who, state, undone] of moves) {
    it(`${move}: active becomes ${state}, ${undone ? 'and back' : 'for good'}`, async () => {
      const code = freshPack()
      const answer = await touch(who, move, code)
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      const { from, seq, repeated } = answer.body
      assert.deepEqual([from, answer.body['state'], seq, repeated], ['active', state, 1, false])
      if (!undone) {
        await refused(touch(who, 'undo', code), 409, 'UNDO_IMPOSSIBLE')
        return
      }
      const back = await touch(who, 'undo', code)
      assert.deepEqual(
        [back.status, back.body['state'], back.body['seq']],
        [201, 'active', 2],
        JSON.stringify(back.body),
      )
      await refused(touch(who, 'undo', code), 409, 'UNDO_IMPOSSIBLE')
    })
  }

  it('may be supplied again after an undo, with a proof no longer needed', async () => {
    const code = freshPack()
    for (const move of ['supply', 'undo', 'supply', 'undo']) {
      assert.equal((await touch('cornerPharmacy', move, code)).status, 201)
    }
  })

  it('are unlocked where they were locked, however late', async () => {
    const code = freshPack()
    await touch('cornerPharmacy', 'lock', code)
    await refused(touch('cityHospital', 'unlock', code), 403, 'OPENING_MISMATCH')
    const answer = await touch('cornerPharmacy', 'unlock', code)
    assert.deepEqual([answer.status, answer.body['state']], [201, 'active'])
  })

  it('are supplied once, also when two ask at the same time', async () => {
    const code = freshPack()
    const answers = await Promise.all([
      touch('cornerPharmacy', 'supply', code),
      touch('cityHospital', 'supply', code),
      touch('cornerPharmacy', 'supply', code),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
    const loser = answers.find(({ status }) => status === 409)
    assert.equal(loser?.body['code'], 'MOVE_NOT_ALLOWED')
  })

  it('are touched once for one Idempotency-Key, and the answer is the same', async () => {
    const code = freshPack()
    const first = await touch('cornerPharmacy', 'supply', code, 'sale-1')
    const again = await touch('cornerPharmacy', 'supply', code, 'sale-1')
    assert.deepEqual(again.body, { ...first.body, repeated: true })
  })

  it('can be undone by no other organisation, participant or site', async () => {
    const code = freshPack()
    await touch('cornerPharmacy', 'supply', code)
    for (const other of ['cityHospital', 'midWholesale', 'northLab'] as const) {
      await refused(touch(other, 'undo', code), 403, 'OPENING_MISMATCH')
    }
  })

  it('are read as element strings, with repairs only after a confirmation', async () => {
    const serial = stock.serials[next] ?? ''
    freshPack()
    const element = (text: string) => text.replace('|', '\u001d')
    const scan = element(`]d201${gtin}1749123110STOCK|21${serial}`)
    assert.equal((await touch('cornerPharmacy', 'supply', scan)).status, 201)
    await touch('cornerPharmacy', 'undo', scan)
    const damaged = scan.replace('\u001d', '<GS>')
    const facts = await refused(touch('cornerPharmacy', 'supply', damaged), 409, 'CODE_UNCONFIRMED')
    assert.ok(Array.isArray(facts['repairs']) && facts['repairs'].length > 0)
    const confirmed = await world
      .as('cornerPharmacy')
      .post('/packs/supply', { code: damaged, confirmed: true })
    assert.equal(confirmed.status, 201, JSON.stringify(confirmed.body))
  })

  describe('are not touched', () => {
    const linkOf = (parts: { gtin?: string; lot?: string; serial?: string; expiry?: string }) => {
      const { gtin: code = gtin, lot = 'STOCK', serial = stock.serials[0] ?? '', expiry = '491231' } = parts
      return `https://id.example.org/01/${code}/10/${lot}/21/${serial}?17=${expiry}`
    }

    it('by a code nobody can read', async () => {
      const facts = await refused(
        touch('cornerPharmacy', 'supply', `https://id.example.org/01/09506000134353/21/A`),
        400,
        'INPUT_INVALID',
      )
      assert.equal(facts['field'], 'code')
    })
    it('by a code without a serial', async () => {
      await refused(
        touch('cornerPharmacy', 'supply', `https://id.example.org/01/${gtin}`),
        400,
        'INPUT_INVALID',
      )
    })
    it('where product, batch or serial are unknown', async () => {
      await refused(
        touch('cornerPharmacy', 'supply', linkOf({ gtin: '09506000134383' })),
        404,
        'PRODUCT_UNKNOWN',
      )
      await refused(touch('cornerPharmacy', 'supply', linkOf({ lot: 'NONE' })), 404, 'BATCH_UNKNOWN')
      await refused(touch('cornerPharmacy', 'supply', linkOf({ serial: 'GUESS' })), 409, 'PACK_NOT_IN_BATCH')
    })
    it('where the serial belongs to another batch', async () => {
      const other = await registerStock(world, 'OTHER', { count: 1 })
      const facts = await refused(
        touch('cornerPharmacy', 'supply', linkOf({ serial: other.serials[0] ?? '' })),
        409,
        'PACK_IN_OTHER_BATCH',
      )
      assert.equal(facts['lot'], 'OTHER')
    })
    it('where another expiry is printed, unless to take the pack out of the trade', async () => {
      const serial = stock.serials[next] ?? ''
      freshPack()
      const facts = await refused(
        touch('cornerPharmacy', 'supply', linkOf({ serial, expiry: '491130' })),
        409,
        'CONFLICT',
      )
      assert.deepEqual([facts['printed'], facts['registered']], ['2049-11-30', '2049-12-31'])
      assert.equal((await touch('cornerPharmacy', 'lock', linkOf({ serial, expiry: '491130' }))).status, 201)
    })
    it('by a role the transition table does not name', async () => {
      const code = freshPack()
      for (const [who, move] of [
        ['northLab', 'supply'],
        ['cornerPharmacy', 'export'],
        ['northLab', 'sample'],
        ['cityHospital', 'give-free-sample'],
        ['nationalRegulator', 'destroy'],
      ] as const) {
        await refused(touch(who, move, code), 403, 'FORBIDDEN')
      }
      assert.equal((await world.nobody.post('/packs/supply', { code })).status, 401)
    })
    it('from a state the table does not name', async () => {
      const code = freshPack()
      await touch('cornerPharmacy', 'supply', code)
      const facts = await refused(touch('cityHospital', 'supply', code), 409, 'MOVE_NOT_ALLOWED')
      assert.deepEqual([facts['move'], facts['state']], ['supply', 'supplied'])
      await refused(touch('northLab', 'destroy', code), 409, 'MOVE_NOT_ALLOWED')
    })
    it('before anything happened, by an undo', async () => {
      await refused(touch('cornerPharmacy', 'undo', freshPack()), 409, 'PACK_UNTOUCHED')
    })
    it('by an unlocking, what is not locked', async () => {
      const code = freshPack()
      await touch('cornerPharmacy', 'supply', code)
      await refused(touch('cornerPharmacy', 'unlock', code), 409, 'MOVE_NOT_ALLOWED')
    })
    it('while the leaf file is missing: unavailable, never unknown', async () => {
      const record = world.server.ground.replica.read<BatchRecord>(`batch/${gtin}/STOCK`)
      const path = `${world.dataDir}/leaves/${record?.packs[0]?.root ?? ''}.bin`
      const code = freshPack()
      renameSync(path, `${path}.away`)
      await refused(touch('cornerPharmacy', 'supply', code), 503, 'UNAVAILABLE')
      renameSync(`${path}.away`, path)
      assert.equal((await touch('cornerPharmacy', 'supply', code)).status, 201)
    })
    it('once the batch is recalled, but for lock, destroy and the regulator’s samples', async () => {
      const { codes } = await registerStock(world, 'RECALLED', { count: 5 })
      const [supplied = '', a = '', b = '', c = '', d = ''] = codes
      await touch('cornerPharmacy', 'supply', supplied)
      await world
        .as('northLab')
        .must(`/batches/${gtin}/RECALLED/recall`, { class: 1, reason: 'glass in vials' })
      await refused(touch('cornerPharmacy', 'supply', a), 409, 'BATCH_RECALLED')
      await refused(touch('northLab', 'give-free-sample', a), 409, 'BATCH_RECALLED')
      await refused(touch('cornerPharmacy', 'undo', supplied), 409, 'BATCH_RECALLED')
      await refused(touch('midWholesale', 'sample', a), 409, 'BATCH_RECALLED')
      assert.equal((await touch('cornerPharmacy', 'lock', b)).status, 201)
      assert.equal((await touch('northLab', 'destroy', c)).status, 201)
      assert.equal((await touch('nationalRegulator', 'sample', d)).status, 201)
    })
  })

  describe('tell their history', () => {
    let packId: string
    before(async () => {
      const code = freshPack()
      const answer = await touch('cornerPharmacy', 'supply', code)
      await touch('cornerPharmacy', 'undo', code)
      packId = String(answer.body['packId'])
      await world.server.ground.follower.projected(await world.server.ground.ledger.height())
    })
    const read = (who: FixtureName) =>
      world.as(who).get<{ code?: string; touches: { move: string; mine: boolean }[] }>(`/packs/${packId}`)

    it('to who touched it, to the maker and to the regulator, marking whose own touches they are', async () => {
      for (const [who, mine] of [
        ['cornerPharmacy', true],
        ['northLab', false],
        ['nationalRegulator', false],
      ] as const) {
        const { status, body } = await read(who)
        assert.equal(status, 200)
        assert.deepEqual(
          body.touches.map(({ move, mine }) => [move, mine]),
          [
            ['supply', mine],
            ['undo', mine],
          ],
        )
      }
    })
    it('to nobody else, and not for packs unknown', async () => {
      assert.equal((await read('cityHospital')).status, 404)
      assert.equal((await world.as('northLab').get(`/packs/${'A'.repeat(43)}`)).status, 404)
      assert.equal((await world.as('northLab').get('/packs/short')).status, 400)
    })
  })

  // Last: the clock does not go back.
  describe('can be undone', () => {
    it('for 240 hours and no longer', async () => {
      const [late, early] = [freshPack(), freshPack()]
      await touch('cornerPharmacy', 'supply', late)
      await touch('cornerPharmacy', 'supply', early)
      world.clock.advance(239 * hour)
      // A session does not last that long.
      const undo = async (code: string) => (await world.logIn('cornerPharmacy')).post('/packs/undo', { code })
      assert.equal((await undo(early)).status, 201)
      world.clock.advance(hour)
      await refused(undo(late), 409, 'UNDO_TOO_LATE')
    })
  })
}).timeout(20_000)
