import assert from 'node:assert/strict'
import type { Gln, Gtin, Lot } from '../../../chaincode/src/domain/gs1/keys.ts'
import { batchReadStore, type ProductFilter } from '../../../server/src/batches/batchReadStore.ts'
import { packReadStore } from '../../../server/src/batches/packReadStore.ts'
import { applyToProjections } from '../../../server/src/ledger/projections/projectionStore.ts'
import type { Database } from '../../../server/src/platform/database/openDatabase.ts'
import { projections } from '../../../server/src/projections.ts'
import { freshDatabase } from '../database.ts'
import { blocksOf, transactionOf } from '../ledger/blocksOf.ts'

const amoxil = '09506000134352' as Gtin
const zocor = '09506000134369' as Gtin
const northLab = '9506000100008' as Gln
const southLab = '9506000100015' as Gln
const lots = ['A', 'B', 'C'] as Lot[]
const at = 1_767_225_600_000

function product(gtin: Gtin, name: string, registrant: Gln) {
  return { v: 1, gtin, registrant, name, form: 'tablet', strength: '500 mg', packSize: 20, at }
}
function batch(gtin: Gtin, lot: Lot) {
  const facts = { v: 1, gtin, lot, expiresOn: '2027-12-31', registrant: northLab, markets: [], storage: null }
  return { [`batch/${gtin}/${lot}`]: { ...facts, packs: [], at } }
}
function pack(packId: string, seq: number, state: string) {
  const touch = { org: 'PharmaciesMSP', tag: 't', move: 'supply', from: 'active', at }
  return transactionOf({ [`pack/${packId}`]: { v: 1, gtin: amoxil, lot: 'A', state, seq, touch } })
}
function unit(unitId: string, lot: string) {
  const holder = { org: 'WholesalersMSP', tag: 't' }
  return {
    [`unit/${unitId}`]: {
      v: 1,
      holder,
      to: null,
      contents: [{ gtin: amoxil, lot, quantity: 9 }],
      seq: 1,
      at,
    },
  }
}
const recall = { by: northLab, class: 1, reason: 'glass splinters', at }

describe('read stores of batches', () => {
  let database: Database
  before(async () => {
    database = await freshDatabase()
    const blocks = blocksOf([
      [
        transactionOf({ [`product/${amoxil}`]: product(amoxil, 'Amoxil_500', northLab) }),
        transactionOf({ [`product/${zocor}`]: product(zocor, 'Zocor', southLab) }),
        transactionOf(
          Object.assign(
            {},
            ...lots.map((lot) => batch(amoxil, lot)),
            batch(zocor, 'A' as Lot),
          ) as object as never,
        ),
        transactionOf({ [`stop/${amoxil}/B`]: { v: 1, recalled: recall, withdrawn: null } }),
      ],
      [
        pack('p1', 1, 'supplied'),
        pack('p2', 1, 'supplied'),
        pack('p3', 1, 'locked'),
        pack('p1', 2, 'active'),
      ],
      [transactionOf({ ...unit('u1', 'A'), ...unit('u2', 'B'), ...unit('u3', 'A') })],
    ])
    await applyToProjections(database, projections, null, blocks)
  })

  it('finds batches by how the lot number or the GTIN begins', async () => {
    const store = batchReadStore(database)
    const found = async (search: string) =>
      (await store.batches({ search }, 10, null)).map(({ gtin, lot }) => `${gtin.slice(-1)}${lot}`)
    assert.deepEqual(await found('a'), ['2A', '9A'])
    assert.deepEqual(await found(amoxil.slice(0, 13)), ['2A', '2B', '2C'])
    assert.deepEqual(await found('_'), [])
  })

  it('finds products by part of the name, by the beginning of the GTIN, by registrant', async () => {
    const store = batchReadStore(database)
    const found = async (filter: ProductFilter) =>
      (await store.products(filter, 10, null)).map(({ name }) => name)
    assert.deepEqual(await found({}), ['Amoxil_500', 'Zocor'])
    assert.deepEqual(await found({ search: 'zoc' }), ['Zocor'])
    assert.deepEqual(await found({ search: zocor.slice(0, 13) }), ['Zocor'])
    assert.deepEqual(await found({ search: 'l_5' }), ['Amoxil_500'])
    assert.deepEqual(await found({ search: '_' }), ['Amoxil_500'])
    assert.deepEqual(await found({ search: '%' }), [])
    assert.deepEqual(await found({ registrant: southLab }), ['Zocor'])
  })

  it('pages batches in key order without gap or repeat', async () => {
    const store = batchReadStore(database)
    const first = await store.batches({}, 2, null)
    assert.deepEqual(
      first.map(({ lot }) => lot),
      ['A', 'B', 'C'],
    )
    const shown = first[1]
    assert(shown)
    const rest = await store.batches({}, 2, shown)
    assert.deepEqual(
      rest.map(({ gtin, lot }) => [gtin, lot]),
      [
        [amoxil, 'C'],
        [zocor, 'A'],
      ],
    )
  })

  it('narrows batches to a product and to what was stopped', async () => {
    const store = batchReadStore(database)
    assert.deepEqual(
      (await store.batches({ gtin: zocor }, 9, null)).map(({ lot }) => lot),
      ['A'],
    )
    assert.deepEqual(
      (await store.batches({ stop: 'recalled' }, 9, null)).map(({ lot }) => lot),
      ['B'],
    )
    assert.deepEqual(await store.batches({ stop: 'withdrawn' }, 9, null), [])
  })

  it('tells how many touched packs are in which state', async () => {
    const store = batchReadStore(database)
    assert.deepEqual((await store.batch(amoxil, 'A' as Lot))?.counts, { active: 1, supplied: 1, locked: 1 })
    assert.deepEqual((await store.batch(amoxil, 'B' as Lot))?.counts, {})
    assert.equal(await store.batch(amoxil, 'Z' as Lot), null)
  })

  it('reads a pack, its history, and the packs of a batch by state', async () => {
    const store = packReadStore(database)
    assert.equal((await store.pack('p1'))?.state, 'active')
    assert.equal(await store.pack('p9'), null)
    assert.deepEqual(
      (await store.touches('p1', 9)).map(({ state }) => state),
      ['supplied', 'active'],
    )
    assert.deepEqual(
      (await store.touches('p1', 9, 1)).map(({ seq }) => seq),
      [2],
    )
    const inA = { gtin: amoxil, lot: 'A' as Lot }
    const all = await store.packsOf({ ...inA, state: null }, 9, null)
    assert.deepEqual(
      all.map(({ packId }) => packId),
      ['p1', 'p3', 'p2'],
    )
    const after = all[0]
    assert(after)
    assert.deepEqual(
      (await store.packsOf({ ...inA, state: null }, 9, after)).map(({ packId }) => packId),
      ['p3', 'p2'],
    )
    assert.deepEqual(
      (await store.packsOf({ ...inA, state: 'locked' }, 9, null)).map(({ packId }) => packId),
      ['p3'],
    )
  })

  it('finds the units that declare a batch', async () => {
    const store = packReadStore(database)
    assert.deepEqual(
      (await store.unitsHolding(amoxil, 'A' as Lot, 9, null)).map(({ unitId }) => unitId),
      ['u1', 'u3'],
    )
    assert.deepEqual(
      (await store.unitsHolding(amoxil, 'A' as Lot, 9, 'u1')).map(({ unitId }) => unitId),
      ['u3'],
    )
    assert.deepEqual(await store.unitsHolding(zocor, 'A' as Lot, 9, null), [])
    assert.deepEqual(
      (await store.units('WholesalersMSP', 1, null)).map(({ unitId }) => unitId),
      ['u1', 'u2'],
    )
    assert.equal((await store.unit('u2'))?.holderOrg, 'WholesalersMSP')
  })
})
