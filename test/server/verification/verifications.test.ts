import assert from 'node:assert/strict'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { BatchRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { readdirSync } from 'node:fs'
import { openWorld, type World } from '../world.ts'
import { amoxil500, codeOf, registerAmoxil, registerBatch, verify } from './pharmacyScene.ts'

describe('POST /verifications', function () {
  this.timeout(60_000)
  let world: World
  const pharmacy = () => world.as('cornerPharmacy')

  before(async () => {
    world = await openWorld()
    const northLab = world.as('northLab')
    await registerAmoxil(northLab)
    await registerBatch(northLab, 'AMX1', [
      ...[
        'FRESH',
        'SOLD',
        'TWICE',
        'UNDONE',
        'LOCKED',
        'STOLEN',
        'FREE',
        'EXPORTED',
        'CHECKED',
        'SAMPLE',
        'GONE',
      ],
      ...['HOSPITAL', 'MINE'],
    ])
    await registerBatch(northLab, 'AMX2', ['OTHER'], '2028-12-31')
    await registerBatch(northLab, 'RECALLED', ['BACK'])
    await registerBatch(northLab, 'WITHDRAWN', ['AWAY'])
    await registerBatch(northLab, 'SHORT', ['OLD'], '2027-01-31')
  })
  after(() => world.stop())

  const supply = (serial: string) => pharmacy().must('/packs/supply', { code: codeOf({ serial }) })

  it('finds a registered pack genuine, and says what may be done with it', async () => {
    const answer = await verify(pharmacy(), codeOf({ serial: 'FRESH' }))
    assert.equal(answer.verdict, 'genuine')
    assert.deepEqual(answer.facts, ['genuine'])
    assert.equal(answer.alert, null)
    assert.equal(answer.product?.name, 'Amoxil')
    assert.deepEqual(answer.batch, { lot: 'AMX1', expiresOn: '2028-06-30' })
    assert.equal(answer.pack?.state, 'active')
    assert.deepEqual(answer.moves, ['supply', 'checkOut', 'lock', 'destroy', 'reportStolen'])
    assert.equal(answer.basis.height, world.server.ground.replica.height)
    const regulator = await verify(world.as('nationalRegulator'), codeOf({ serial: 'FRESH' }))
    assert.deepEqual(regulator.moves, ['sample', 'lock', 'reportStolen'])
  })

  it('says that no shipment brought the batch, and stops saying so once one did', async () => {
    const note = async () =>
      (await verify(pharmacy(), codeOf({ serial: 'FRESH' }))).notes.map(({ code }) => code)
    assert.deepEqual(await note(), ['no-shipment'])
    assert.deepEqual((await verify(world.as('northLab'), codeOf({ serial: 'FRESH' }))).notes, [])
    const { database } = world
    // as the units' own records say it once the pharmacy has received a unit of this batch
    const { gln } = (await pharmacy().get<{ participant: { gln: string } }>('/me')).body.participant
    await database.pool.query(`insert into units (unit_id, sscc) values ('unit', '095060001000000012');`)
    await database.pool.query(
      `insert into unit_tags (tag, unit_id, participant) values ('tag', 'unit', $1)`,
      [gln],
    )
    await database.pool.query(
      `insert into ledger_units (unit_id, holder_org, holder_tag, contents, seq, at, height, tx_id)
       values ('unit', 'PharmaciesMSP', 'tag', $1, 2, now(), 1, 'tx')`,
      [JSON.stringify([{ gtin: amoxil500, lot: 'AMX1', quantity: 10 }])],
    )
    world.clock.advance(31_000)
    assert.deepEqual(await note(), [])
  })

  it('reads scanners without separators and with line ends, and shows what it repaired', async () => {
    const answer = await verify(pharmacy(), `${codeOf({ serial: 'FRESH' })}\r\n`)
    assert.equal(answer.verdict, 'genuine')
    assert.ok(answer.repairs.some(({ code }) => code === 'line-end'))
  })

  const refused: [string, string, string, string | null][] = [
    ['no code of a medicine', 'https://example.org/', 'unreadable', null],
    ['a product without serial', `01${amoxil500}`, 'unreadable', null],
    ['a wrong check digit', codeOf({ gtin: '09506000134353', serial: 'FRESH' }), 'unreadable', null],
    ['an unknown product', codeOf({ gtin: '09506000134369', serial: 'FRESH' }), 'unknown-product', 'A1'],
    ['an unknown batch', codeOf({ lot: 'NOSUCH', serial: 'NOSUCH' }), 'unknown-batch', 'A2'],
    ['an unknown serial', codeOf({ serial: 'NOSUCH' }), 'unknown-serial', 'A3'],
    ['an unknown serial and no lot', codeOf({ serial: 'NOSUCH', lot: null }), 'unknown-serial', 'A3'],
    ['the serial of another batch', codeOf({ serial: 'OTHER' }), 'batch-mismatch', 'A68'],
    ['a serial of a batch not named', codeOf({ serial: 'OTHER', lot: 'NOSUCH' }), 'batch-mismatch', 'A68'],
    ['another expiry', codeOf({ serial: 'FRESH', expiry: '290630' }), 'expiry-mismatch', 'A52'],
  ]
  for (const [what, code, verdict, alert] of refused) {
    it(`${what}: ${verdict}`, async () => {
      const answer = await verify(pharmacy(), code)
      assert.equal(answer.verdict, verdict)
      assert.equal(answer.alert?.code ?? null, alert)
      if (alert !== null) assert.equal(answer.alert?.kind, 'potential suspect falsification')
      assert.ok(!answer.moves.includes('supply'))
    })
  }

  it('takes an expiry day of 00 as the last of its month, and a code without expiry or lot as it is', async () => {
    for (const printed of [{ expiry: '280600' }, { expiry: null }, { lot: null }]) {
      assert.equal((await verify(pharmacy(), codeOf({ serial: 'FRESH', ...printed }))).verdict, 'genuine')
    }
  })

  it('refuses recalled and withdrawn batches without a suspicion, and says why', async () => {
    const stop = { class: 1, reason: 'glass in the bottles' }
    await world.as('northLab').must(`/batches/${amoxil500}/RECALLED/recall`, stop)
    await world.as('nationalRegulator').must(`/batches/${amoxil500}/WITHDRAWN/withdraw`, stop)
    const recalled = await verify(pharmacy(), codeOf({ lot: 'RECALLED', serial: 'BACK' }))
    assert.deepEqual(
      [recalled.verdict, recalled.alert, recalled.recalled?.reason],
      ['recalled', null, stop.reason],
    )
    assert.deepEqual(recalled.moves, ['lock', 'destroy', 'reportStolen'])
    const withdrawn = await verify(pharmacy(), codeOf({ lot: 'WITHDRAWN', serial: 'AWAY' }))
    assert.deepEqual([withdrawn.verdict, withdrawn.alert], ['withdrawn', null])
  })

  it('never says genuine after a supply: A7 where supply is asked again, A24 where another move is', async () => {
    await supply('SOLD')
    const code = codeOf({ serial: 'SOLD' })
    assert.deepEqual(await verify(pharmacy(), code).then(({ verdict, alert }) => [verdict, alert]), [
      'supplied',
      null,
    ])
    assert.equal((await verify(pharmacy(), code, 'supply')).alert?.code, 'A7')
    assert.equal((await verify(pharmacy(), code, 'checkOut')).alert?.code, 'A24')
  })

  it('lets a site know its own touches again, and nobody else', async () => {
    await supply('MINE')
    const code = codeOf({ serial: 'MINE' })
    const today = new Date(world.clock.now()).toISOString().slice(0, 10)
    const own = await verify(pharmacy(), code)
    assert.deepEqual(own.pack?.lastTouch && { ...own.pack.lastTouch, at: typeof own.pack.lastTouch.at }, {
      ...{ move: 'supply', on: today, at: 'number', here: true, organisation: 'PharmaciesMSP' },
    })
    assert.deepEqual(own.moves, ['undo'])
    // the same organisation, another site
    const hospital = await verify(world.as('cityHospital'), code)
    assert.deepEqual(hospital.pack?.lastTouch, {
      ...{ move: 'supply', on: today, at: null, here: false, organisation: null },
    })
    assert.deepEqual(hospital.moves, [])
    const regulator = await verify(world.as('nationalRegulator'), code)
    const { organisation, here } = regulator.pack?.lastTouch ?? {}
    assert.deepEqual([organisation, here], ['PharmaciesMSP', false])
  })

  it('finds a pack genuine again after its supply was undone', async () => {
    await supply('UNDONE')
    await pharmacy().must('/packs/undo', { code: codeOf({ serial: 'UNDONE' }) })
    assert.equal((await verify(pharmacy(), codeOf({ serial: 'UNDONE' }))).verdict, 'genuine')
  })

  const states: [string, Parameters<World['as']>[0], string, string][] = [
    ['lock', 'cornerPharmacy', 'LOCKED', 'locked'],
    ['report-stolen', 'cornerPharmacy', 'STOLEN', 'stolen'],
    ['give-free-sample', 'northLab', 'FREE', 'free-sample'],
    ['export', 'midWholesale', 'EXPORTED', 'exported'],
    ['check-out', 'cornerPharmacy', 'CHECKED', 'checked-out'],
    ['sample', 'nationalRegulator', 'SAMPLE', 'sampled'],
    ['destroy', 'cornerPharmacy', 'GONE', 'destroyed'],
  ]
  for (const [door, who, serial, verdict] of states) {
    it(`a pack after ${door}: ${verdict}`, async () => {
      const code = codeOf({ serial })
      await world.as(who).must(`/packs/${door}`, { code })
      assert.equal((await verify(pharmacy(), code)).verdict, verdict)
      assert.equal((await verify(pharmacy(), code, 'supply')).alert?.code, 'A24')
    })
  }

  it('finds packs under every tree of a batch', async () => {
    await world.as('northLab').must(`/batches/${amoxil500}/AMX2/extend`, { serials: ['LATER'] })
    for (const serial of ['OTHER', 'LATER']) {
      const code = codeOf({ lot: 'AMX2', serial, expiry: '281231' })
      assert.equal((await verify(pharmacy(), code)).verdict, 'genuine')
      assert.equal((await verify(pharmacy(), codeOf({ serial }))).verdict, 'batch-mismatch')
    }
  })

  it('is expired after 24:00 UTC of the last day', async () => {
    const code = codeOf({ lot: 'SHORT', serial: 'OLD', expiry: '270131' })
    assert.equal((await verify(pharmacy(), code)).verdict, 'genuine')
    const { replica } = world.server.ground
    const batch = replica.read<BatchRecord>(`batch/${amoxil500}/SHORT`)
    assert.equal(batch?.expiresOn, '2027-01-31')
    world.clock.advance(Date.parse('2027-02-01T00:00:00Z') - world.clock.now() + 1)
    const answer = await verify(await world.logIn('cornerPharmacy'), code)
    assert.deepEqual([answer.verdict, answer.alert], ['expired', null])
  })

  it('is unavailable, never unknown, while a leaf file is missing; and says more once it is back', async () => {
    const client = await world.logIn('cornerPharmacy')
    const leaves = join(world.dataDir, 'leaves')
    const elsewhere = `${leaves}-elsewhere`
    assert.ok(readdirSync(leaves).length > 0)
    await rename(leaves, elsewhere)
    try {
      for (const serial of ['FRESH', 'NOSUCH']) {
        const answer = await verify(client, codeOf({ serial }))
        assert.deepEqual([answer.verdict, answer.alert, answer.moves], ['unavailable', null, []])
      }
      // what the ledger itself has seen needs no leaf file
      assert.equal((await verify(client, codeOf({ serial: 'SOLD' }))).verdict, 'supplied')
    } finally {
      await rename(elsewhere, leaves)
    }
    assert.equal((await verify(client, codeOf({ serial: 'FRESH' }))).verdict, 'genuine')
    assert.equal((await verify(client, codeOf({ serial: 'NOSUCH' }))).verdict, 'unknown-serial')
  })
})
