import assert from 'node:assert/strict'
import * as rules from '../../chaincode/src/domain/batch.ts'
import type * as api from '../../chaincode/src/domain/ledgerApi.ts'
import type { Facts, ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { amoxil500, at, batch, day, hash, hour, keyId, listedTree, lotA, manufacturers } from './given.ts'
import { nationalRegulator, northLab, participant, pharmacies, refused, regulator } from './given.ts'
import { southLab, stopped, t0, written } from './given.ts'

const key = `batch/${amoxil500}/${lotA}`
const stopKey = `stop/${amoxil500}/${lotA}`
const northLabAdmitted = participant(northLab, manufacturers, ['manufacturer'])
const southLabAdmitted = participant(southLab, manufacturers, ['manufacturer'])
const regulatorAdmitted = participant(nationalRegulator, regulator, ['regulator'])
const product: api.ProductRecord = {
  v: 1,
  gtin: amoxil500,
  registrant: northLab,
  ...{ name: 'Amoxil 500', form: 'capsule', strength: '500 mg', packSize: 20, at: t0 },
}

describe('batch: register', () => {
  const { v: _, at: __, ...input } = batch()
  const register = (change: Partial<rules.RegisterWorld> = {}, by = manufacturers) =>
    rules.decideRegister(at(t0, by), input, {
      registrant: northLabAdmitted,
      product,
      batch: null,
      deposited: new Set([keyId]),
      ...change,
    })

  it('writes the batch and nothing else', () => {
    const { writes, event } = register()
    assert.deepEqual(writes, [{ key, record: batch() }])
    assert.deepEqual(event, { type: 'batch.registered', gtin: amoxil500, lot: lotA, at: t0 })
  })

  it('takes the expiries whose year two digits tell, and no other', () => {
    const world = { registrant: northLabAdmitted, product, batch: null, deposited: new Set([keyId]) }
    const expiring = (expiresOn: string) =>
      rules.decideRegister(at(t0, manufacturers), { ...input, expiresOn }, world)
    for (const expiresOn of ['2076-12-31', '1977-01-01']) {
      const { writes } = expiring(expiresOn)
      assert.equal((writes[0]?.record as api.BatchRecord).expiresOn, expiresOn)
    }
    for (const expiresOn of ['2077-01-01', '2126-06-30', '1976-12-31'])
      refused(() => expiring(expiresOn), 'INPUT_INVALID', { field: 'expiresOn' })
  })

  const rows: [given: string, when: Partial<rules.RegisterWorld>, then: ViolationCode, facts?: Facts][] = [
    ['an unknown registrant', { registrant: null }, 'PARTICIPANT_UNKNOWN', { gln: northLab }],
    ['one no longer admitted', { registrant: { ...northLabAdmitted, roles: [] } }, 'PARTICIPANT_UNKNOWN'],
    [
      'no manufacturer',
      { registrant: { ...northLabAdmitted, roles: ['wholesaler'] } },
      'ROLE_MISSING',
      { needs: ['manufacturer'] },
    ],
    ['an unknown product', { product: null }, 'PRODUCT_UNKNOWN', { gtin: amoxil500 }],
    [
      "another's product",
      { product: { ...product, registrant: southLab } },
      'PRODUCT_OF_OTHER_PARTICIPANT',
      { registrant: southLab },
    ],
    ['a batch that is there', { batch: batch() }, 'BATCH_EXISTS', { lot: lotA }],
    ['a pack key that no verifier holds', { deposited: new Set() }, 'PACK_KEY_UNKNOWN', { keyId }],
  ]
  for (const [what, when, code, facts] of rows) {
    it(`is refused for ${what}: ${code}`, () => refused(() => register(when), code, facts))
  }
  it('is refused for a registrant of another organisation', () => {
    refused(() => register({}, pharmacies), 'PARTICIPANT_OF_OTHER_ORGANISATION', { msp: manufacturers })
  })
})

describe('batch: extend', () => {
  const secondTree: api.PackTree = { ...listedTree, root: hash('second root') }
  const full = Array.from({ length: 64 }, (_, i) => ({ ...listedTree, root: hash(`root ${i}`) }))
  const extend = (change: Partial<rules.ExtendWorld & { now: number; packs: api.PackTree[] }> = {}) => {
    const { now = t0 + hour, packs = [secondTree], ...world } = change
    const input = { gtin: amoxil500, lot: lotA, registrant: northLab, packs }
    return rules.decideExtend(at(now, manufacturers), input, {
      ...{ registrant: northLabAdmitted, batch: batch(), stop: null, deposited: new Set([keyId]) },
      ...world,
    })
  }

  it('adds trees, up to 64', () => {
    assert.deepEqual(written<api.BatchRecord>(extend(), key).packs, [listedTree, secondTree])
    assert.equal(extend({ batch: batch({ packs: full.slice(1) }) }).event.trees, 64)
  })

  const rows: [given: string, when: Parameters<typeof extend>[0], then: ViolationCode, facts?: Facts][] = [
    ['a batch that is not there', { batch: null }, 'BATCH_UNKNOWN'],
    [
      "another's batch",
      { batch: batch({ registrant: southLab }) },
      'BATCH_OF_OTHER_PARTICIPANT',
      { registrant: southLab },
    ],
    ['a 65th tree', { batch: batch({ packs: full }) }, 'BATCH_FULL', { trees: 65, most: 64 }],
    ['a tree that is listed', { packs: [listedTree] }, 'TREE_EXISTS', { root: listedTree.root }],
    ['a pack key that no verifier holds', { deposited: new Set() }, 'PACK_KEY_UNKNOWN'],
    ['a recalled batch', { stop: stopped('recalled') }, 'BATCH_RECALLED'],
    ['an expired batch', { now: Date.UTC(2028, 0, 1) }, 'BATCH_EXPIRED'],
    ['a clock behind the batch', { now: t0 - 600_001 }, 'CLOCK_BEHIND'],
  ]
  for (const [what, when, code, facts] of rows) {
    it(`is refused for ${what}: ${code}`, () => refused(() => extend(when), code, facts))
  }
})

const byWhom = {
  northLab: { gln: northLab, msp: manufacturers, record: northLabAdmitted },
  southLab: { gln: southLab, msp: manufacturers, record: southLabAdmitted },
  nationalRegulator: { gln: nationalRegulator, msp: regulator, record: regulatorAdmitted },
}
type Who = keyof typeof byWhom

interface Stopping {
  by?: Who
  now?: number
  stop?: api.StopRecord | null
  batch?: api.BatchRecord | null
}
const worldOf = ({ by = 'northLab', stop = null, ...rest }: Stopping): rules.StopWorld => ({
  by: byWhom[by].record,
  batch: rest.batch === undefined ? batch() : rest.batch,
  stop,
})

describe('batch: recall and withdraw', () => {
  const stopIt = (kind: api.StopKind, one: Stopping = {}) => {
    const { gln, msp } = byWhom[one.by ?? 'northLab']
    const input = { gtin: amoxil500, lot: lotA, by: gln, class: 2 as const, reason: 'wrong strength' }
    return rules.decideStop(at(one.now ?? t0 + day, msp), kind, input, worldOf(one))
  }

  for (const by of ['northLab', 'nationalRegulator'] as const) {
    it(`by ${by} writes the stop and leaves the batch alone`, () => {
      const { writes } = stopIt('recalled', { by })
      const recalled = { by: byWhom[by].gln, class: 2, reason: 'wrong strength', at: t0 + day }
      assert.deepEqual(writes, [{ key: stopKey, record: { v: 1, recalled, withdrawn: null } }])
    })
  }

  it('stand side by side', () => {
    const stop = stopped('recalled')
    const both = written<api.StopRecord>(stopIt('withdrawn', { stop }), stopKey)
    assert.deepEqual(both.recalled, stop.recalled)
    assert.deepEqual(rules.standingStops(both), ['recalled', 'withdrawn'])
  })

  const rows: [kind: api.StopKind, given: string, when: Stopping, then: ViolationCode][] = [
    ['recalled', "another's batch", { by: 'southLab' }, 'BATCH_OF_OTHER_PARTICIPANT'],
    ['recalled', 'a batch that is not there', { batch: null }, 'BATCH_UNKNOWN'],
    ['recalled', 'a batch that is recalled', { stop: stopped('recalled') }, 'BATCH_RECALLED'],
    ['withdrawn', 'a batch that is withdrawn', { stop: stopped('withdrawn') }, 'BATCH_WITHDRAWN'],
    ['withdrawn', 'a clock behind', { now: t0 - 600_001 }, 'CLOCK_BEHIND'],
  ]
  for (const [kind, what, when, code] of rows) {
    it(`${kind}, for ${what}: ${code}`, () => refused(() => stopIt(kind, when), code))
  }
})

describe('batch: lift', () => {
  const lift = (kind: api.StopKind, one: Stopping = {}) => {
    const { gln, msp } = byWhom[one.by ?? 'nationalRegulator']
    const input = { gtin: amoxil500, lot: lotA, by: gln, kind, reason: 'tests passed' }
    return rules.decideLift(at(one.now ?? t0 + day, msp), input, worldOf({ by: 'nationalRegulator', ...one }))
  }

  it('by the regulator ends one stop and leaves the other', () => {
    const stop = { ...stopped('recalled'), withdrawn: stopped('withdrawn').withdrawn }
    assert.deepEqual(written(lift('recalled', { stop }), stopKey), stopped('withdrawn'))
  })
  it('by the manufacturer is refused', () => {
    refused(() => lift('recalled', { by: 'northLab', stop: stopped('recalled') }), 'ROLE_MISSING', {
      needs: ['regulator'],
    })
  })
  it('of a stop that does not stand is refused', () => {
    refused(() => lift('withdrawn', { stop: stopped('recalled') }), 'BATCH_NOT_STOPPED', {
      kind: 'withdrawn',
    })
  })
  it('of a batch that is not there is refused', () => {
    refused(() => lift('recalled', { batch: null }), 'BATCH_UNKNOWN')
  })
})

describe('batch: expiry ends at 24:00 UTC of its day', () => {
  const end = Date.UTC(2026, 2, 1)
  it('not in its last ms', () => assert.equal(rules.isExpired({ expiresOn: '2026-02-28' }, end - 1), false))
  it('at its end', () => assert.equal(rules.isExpired({ expiresOn: '2026-02-28' }, end), true))
})
