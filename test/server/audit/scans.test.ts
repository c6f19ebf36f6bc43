import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '../client.ts'
import { fixtures } from '../fixtures.ts'
import { amoxil500, codeOf, registerAmoxil, registerBatch, verify } from '../verification/pharmacyScene.ts'
import { openWorld, type World } from '../world.ts'

interface Scan {
  at: number
  participant: string
  site: string | null
  account: string
  verdict: string
  alert: string | null
  gtin: string | null
  lot: string | null
  packId: string | null
  scanHash: string | null
  height: number
}
interface Page {
  items: Scan[]
  next: string | null
}

describe('GET /scans', function () {
  this.timeout(60_000)
  let world: World
  const scans = async (client: Client, query = '') => {
    await world.server.ground.auditTrail.drain()
    return (await client.get<Page>(`/scans${query}`)).body
  }

  before(async () => {
    world = await openWorld(['northLab', 'cornerPharmacy', 'cityHospital'])
    await registerAmoxil(world.as('northLab'))
    await registerBatch(world.as('northLab'), 'AMX1', ['SECRETSERIAL1', 'SECRETSERIAL2'])
    for (const who of ['cornerPharmacy', 'cityHospital'] as const) {
      await verify(world.as(who), codeOf({ serial: 'SECRETSERIAL1' }))
      await verify(world.as(who), codeOf({ serial: 'MADEUPSERIAL' }))
      await verify(world.as(who), codeOf({ lot: 'OTHERLOT', serial: 'MADEUPSERIAL' }))
      await verify(world.as(who), 'some text of a leaflet')
    }
  })
  after(() => world.stop())

  it('shows a participant its own scans, newest first: who, where, when, what, on which state', async () => {
    const { items } = await scans(world.as('cornerPharmacy'))
    const { gln, site } = fixtures.cornerPharmacy
    assert.deepEqual(
      items.map(({ verdict, alert, participant, site: place }) => [verdict, alert, participant, place]),
      [
        ['unreadable', null, gln, site],
        ['unknown-batch', 'A2', gln, site],
        ['unknown-serial', 'A3', gln, site],
        ['genuine', null, gln, site],
      ],
    )
    const times = items.map(({ at }) => at)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    )
    assert.ok(items.every(({ account, height }) => account.startsWith('user/') && height > 0))
  })

  it('shows the regulator everybody’s', async () => {
    const { items } = await scans(world.as('nationalRegulator'))
    assert.equal(items.length, 8)
  })

  it('is searched by verdict, product, lot and time, and pages', async () => {
    const regulator = world.as('nationalRegulator')
    assert.equal((await scans(regulator, '?verdict=unknown-serial')).items.length, 2)
    assert.equal((await scans(regulator, `?gtin=${amoxil500}`)).items.length, 6)
    assert.equal((await scans(regulator, `?gtin=${amoxil500}&lot=OTHERLOT`)).items.length, 2)
    const [newest] = (await scans(regulator)).items
    assert.equal((await scans(regulator, `?from=${String((newest?.at ?? 0) + 1)}`)).items.length, 0)
    assert.ok((await scans(regulator, `?to=${String(newest?.at)}`)).items.length < 8)
    const seen: number[] = []
    let after = ''
    for (;;) {
      const page = await scans(regulator, `?limit=3${after}`)
      seen.push(...page.items.map(({ at }) => at))
      if (page.next === null) break
      after = `&after=${page.next}`
    }
    assert.deepEqual(
      seen,
      (await scans(regulator)).items.map(({ at }) => at),
    )
    const { status } = await regulator.get('/scans?after=nonsense')
    assert.equal(status, 400)
  })

  it('knows equal scans again without saying what was scanned', async () => {
    const { items } = await scans(world.as('nationalRegulator'))
    const genuine = items.filter(({ verdict }) => verdict === 'genuine')
    assert.equal(new Set(genuine.map(({ packId }) => packId)).size, 1)
    const unknown = items.filter(({ verdict }) => verdict.startsWith('unknown'))
    assert.equal(new Set(unknown.map(({ scanHash }) => scanHash)).size, 1)
    assert.ok(unknown.every(({ packId }) => packId === null))
    const unreadable = items.filter(({ verdict }) => verdict === 'unreadable')
    assert.ok(unreadable.every(({ scanHash, gtin }) => scanHash !== null && gtin === null))
  })

  it('holds no serial and no text, neither in Postgres nor in the journal nor in the log', async () => {
    await world.server.ground.auditTrail.drain()
    const { rows } = await world.database.pool.query('select * from scan')
    const journal = join(world.dataDir, 'journal')
    const kept = [
      JSON.stringify(rows),
      ...readdirSync(journal).map((file) => readFileSync(join(journal, file), 'latin1')),
      ...world.logged,
    ].join('\n')
    assert.match(kept, /unknown-serial/)
    for (const secret of ['SECRETSERIAL', 'MADEUPSERIAL', 'leaflet'])
      assert.ok(!kept.includes(secret), secret)
  })
})
