import assert from 'node:assert/strict'
import type * as api from '../../chaincode/src/domain/ledgerApi.ts'
import * as rules from '../../chaincode/src/domain/unit.ts'
import type { Facts, ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { amoxil500, at, batch, h, hash, hour, lotA, manufacturers, openingAt, organisation } from './given.ts'
import { pharmacies, refused, stopped, t0, tagAt, wholesalers, written } from './given.ts'

const unitId = hash('pallet 1')
const key = `unit/${unitId}`
const contents: api.UnitContent[] = [{ gtin: amoxil500, lot: lotA, quantity: 480 }]
const commission = (world: Partial<rules.CommissionWorld> = {}, by = manufacturers) =>
  rules.decideCommission(
    at(t0, by),
    { unitId, tag: tagAt('plant', unitId, 1), contents },
    {
      ...{ organisation: organisation(by), unit: null, batches: [batch()] },
      ...world,
    },
  )
const commissioned = written<api.UnitRecord>(commission(), key)

interface Shipping {
  by?: api.Msp
  unit?: api.UnitRecord | null
  opening?: string
  stop?: api.StopRecord
  receiver?: null
  now?: number
}
/** The wholesaler's 32 random bytes for this delivery; the shipper was told their tag only. */
const dock = 'dock, 2 March'
const to: api.Actor = { org: wholesalers, tag: tagAt(dock, unitId, 0) }
const ship = ({ by = manufacturers, unit = commissioned, now = t0 + hour, ...rest }: Shipping = {}) =>
  rules.decideShip(
    h,
    at(now, by),
    { unitId, opening: rest.opening ?? openingAt('plant', unitId, 1), to },
    {
      unit,
      stops: [rest.stop ?? null],
      receiver: rest.receiver === null ? null : organisation(to.org),
    },
  )
const shipped = written<api.UnitRecord>(ship(), key)

interface Receiving {
  by?: api.Msp
  unit?: api.UnitRecord | null
  opening?: string
  now?: number
}
const receive = ({
  by = wholesalers,
  unit = shipped,
  now = t0 + 2 * hour,
  opening = openingAt(dock, unitId, 0),
}: Receiving = {}) =>
  rules.decideReceive(h, at(now, by), { unitId, opening, tag: tagAt('warehouse', unitId, 2) }, unit)

describe('unit: its way', () => {
  it('is commissioned in the hands of who made it', () => {
    const holder = { org: manufacturers, tag: tagAt('plant', unitId, 1) }
    assert.deepEqual(commissioned, { v: 1, holder, to: null, contents, seq: 1, at: t0 })
  })
  it('names its receiver while it travels', () => {
    assert.deepEqual(shipped, { ...commissioned, to, at: t0 + hour })
  })
  it('is in new hands, under a new tag, when received', () => {
    const holder = { org: wholesalers, tag: tagAt('warehouse', unitId, 2) }
    const received = written<api.UnitRecord>(receive(), key)
    assert.deepEqual(received, { ...commissioned, holder, seq: 2, at: t0 + 2 * hour })
    const next = ship({
      by: wholesalers,
      unit: received,
      opening: openingAt('warehouse', unitId, 2),
      now: t0 + 3 * hour,
    })
    assert.equal(next.event.type, 'unit.shipped')
  })
  it('may travel expired: it has to come back somehow', () => {
    assert.equal(ship({ now: Date.UTC(2030, 0, 1) }).event.type, 'unit.shipped')
  })
})

type Row<When> = [given: string, when: When, then: ViolationCode, facts?: Facts]
const commissionings: Row<[Partial<rules.CommissionWorld>, api.Msp?]>[] = [
  ['a pharmacy', [{}, pharmacies], 'ROLE_MISSING', { needs: ['manufacturer', 'wholesaler'] }],
  ['a unit that is there', [{ unit: commissioned }], 'UNIT_EXISTS', { unitId }],
  ['contents of an unknown batch', [{ batches: [null] }], 'BATCH_UNKNOWN', { lot: lotA }],
]
const shippings: Row<Shipping>[] = [
  ['an unknown unit', { unit: null }, 'UNIT_UNKNOWN'],
  ['another organisation', { by: wholesalers }, 'OPENING_MISMATCH', { org: manufacturers }],
  ['another site', { opening: openingAt('other plant', unitId, 1) }, 'OPENING_MISMATCH', { unitId }],
  ['a unit on its way', { unit: shipped }, 'UNIT_IN_TRANSIT', { to: wholesalers }],
  ['a receiver nobody knows', { receiver: null }, 'ORGANISATION_UNKNOWN', { msp: wholesalers }],
  [
    'a recalled batch inside',
    { stop: stopped('recalled') },
    'BATCH_RECALLED',
    { lot: lotA, stops: ['recalled'] },
  ],
  ['a withdrawn batch inside', { stop: stopped('withdrawn') }, 'BATCH_WITHDRAWN'],
  ['a clock behind', { now: t0 - 600_001 }, 'CLOCK_BEHIND'],
]
const receivings: Row<Receiving>[] = [
  ['an unknown unit', { unit: null }, 'UNIT_UNKNOWN'],
  ['a unit that is not on its way', { unit: commissioned }, 'UNIT_NOT_IN_TRANSIT'],
  ['an organisation that is not the receiver', { by: pharmacies }, 'OPENING_MISMATCH', { org: wholesalers }],
  ['the shipper', { by: manufacturers, opening: openingAt('plant', unitId, 1) }, 'OPENING_MISMATCH'],
  ['an opening that was not agreed', { opening: openingAt('elsewhere', unitId, 0) }, 'OPENING_MISMATCH'],
  ['a clock behind', { now: t0 - hour }, 'CLOCK_BEHIND'],
]

describe('unit: refused', () => {
  for (const [what, when, code, facts] of commissionings) {
    it(`commissioning by or of ${what}: ${code}`, () => refused(() => commission(...when), code, facts))
  }
  for (const [what, when, code, facts] of shippings) {
    it(`shipping for ${what}: ${code}`, () => refused(() => ship(when), code, facts))
  }
  for (const [what, when, code, facts] of receivings) {
    it(`receiving for ${what}: ${code}`, () => refused(() => receive(when), code, facts))
  }
})
