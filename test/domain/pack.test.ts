import assert from 'node:assert/strict'
import type { Msp, PackMove } from '../../chaincode/src/domain/ledgerApi.ts'
import type { Facts, ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { amoxil500, lotA, manufacturers, organisation, pharmacies, proofOf } from './given.ts'
import { refused, regulator, stopped, t0, tagAt, wholesalers } from './given.ts'
import { attempt, key, noon, packAfter, packId, type Attempt } from './packAttempt.ts'

describe('pack: first touch', () => {
  it('supply writes the pack and nothing else, and says so in its event', () => {
    const { writes, event } = attempt({ move: 'supply', by: pharmacies })
    const touch = {
      org: pharmacies,
      tag: tagAt('counter', packId, 1),
      move: 'supply',
      from: 'active',
      at: noon,
    }
    const record = { v: 1, gtin: amoxil500, lot: lotA, state: 'supplied', seq: 1, touch }
    assert.deepEqual(writes, [{ key, record }])
    assert.deepEqual(event, {
      type: 'pack.touched',
      ...{ packId, gtin: amoxil500, lot: lotA, state: 'supplied', from: 'active', move: 'supply' },
      ...{ org: pharmacies, seq: 1, at: noon },
    })
  })
})

const spoiled = () => {
  const { tree, bytes } = proofOf('S3')
  return { tree, bytes: (bytes.startsWith('A') ? 'B' : 'A') + bytes.slice(1) }
}
const refusals: [given: string, when: Attempt, then: ViolationCode, facts?: Facts][] = [
  [
    'an organisation that is not there',
    { move: 'supply', by: pharmacies, organisation: null },
    'ORGANISATION_UNKNOWN',
    { msp: pharmacies },
  ],
  [
    'a wholesaler that supplies',
    { move: 'supply', by: wholesalers },
    'ROLE_MISSING',
    { needs: ['pharmacy', 'hospital'] },
  ],
  [
    'a carrier that locks',
    { move: 'lock', by: wholesalers, organisation: organisation(wholesalers, ['carrier']) },
    'ROLE_MISSING',
  ],
  [
    'a batch that is not there',
    { move: 'supply', by: pharmacies, batch: null },
    'BATCH_UNKNOWN',
    { lot: lotA },
  ],
  [
    'a tag made for another touch',
    { move: 'supply', by: pharmacies, seq: 2 },
    'PACK_TOUCHED_MEANWHILE',
    { seq: 2, next: 1 },
  ],
  ['no proof', { move: 'supply', by: pharmacies, proof: null }, 'INPUT_INVALID', { field: 'proof' }],
  [
    'a spoiled proof',
    { move: 'supply', by: pharmacies, proof: spoiled() },
    'PROOF_INVALID',
    { packId, tree: 0 },
  ],
  [
    'a proof for a tree that is not there',
    { move: 'supply', by: pharmacies, proof: { ...proofOf('S3'), tree: 1 } },
    'PROOF_INVALID',
    { tree: 1 },
  ],
  ['the proof of another pack', { move: 'supply', by: pharmacies, proof: proofOf('S4') }, 'PROOF_INVALID'],
  [
    'a pack that is not in the batch',
    { move: 'supply', by: pharmacies, serial: 'X1' },
    'PACK_NOT_IN_BATCH',
    { lot: lotA },
  ],
  [
    'a pack of another batch',
    { move: 'destroy', by: pharmacies, pack: { ...packAfter('lock', pharmacies), lot: 'B2' as typeof lotA } },
    'PACK_IN_OTHER_BATCH',
    { lot: 'B2' },
  ],
  [
    'a pack that is supplied',
    { move: 'supply', by: pharmacies, pack: packAfter('supply', pharmacies) },
    'MOVE_NOT_ALLOWED',
    { move: 'supply', state: 'supplied' },
  ],
  [
    'a clock 10 minutes and 1 ms behind the last touch',
    { move: 'destroy', by: pharmacies, pack: packAfter('lock', pharmacies), now: noon - 600_001 },
    'CLOCK_BEHIND',
    { changedAt: noon },
  ],
  [
    'a clock 10 minutes and 1 ms behind the batch',
    { move: 'supply', by: pharmacies, now: t0 - 600_001 },
    'CLOCK_BEHIND',
    { changedAt: t0 },
  ],
]

describe('pack: a move is refused for', () => {
  for (const [what, when, code, facts] of refusals) {
    it(`${what}: ${code}`, () => refused(() => attempt(when), code, facts))
  }
})

describe('pack: a clock exactly 10 minutes behind', () => {
  it('is not behind', () => {
    const pack = packAfter('lock', pharmacies)
    const { event } = attempt({ move: 'destroy', by: pharmacies, pack, now: noon - 600_000 })
    assert.equal(event.state, 'destroyed')
  })
})

const lastMs = Date.UTC(2028, 0, 1) - 1
const stops: [kind: string, code: ViolationCode, state: Pick<Attempt, 'stop' | 'now'>][] = [
  ['expired', 'BATCH_EXPIRED', { now: lastMs + 1 }],
  ['recalled', 'BATCH_RECALLED', { stop: stopped('recalled') }],
  ['withdrawn', 'BATCH_WITHDRAWN', { stop: stopped('withdrawn') }],
]
const ofStopped: [move: PackMove, by: Msp, allowed: boolean][] = [
  ['supply', pharmacies, false],
  ['export', manufacturers, false],
  ['giveFreeSample', wholesalers, false],
  ['checkOut', wholesalers, false],
  ['sample', wholesalers, false],
  ['sample', regulator, true],
  ['lock', pharmacies, true],
  ['destroy', pharmacies, true],
  ['reportStolen', wholesalers, true],
]

describe('pack of a stopped batch', () => {
  for (const [kind, code, state] of stops) {
    for (const [move, by, allowed] of ofStopped) {
      it(`${kind}: ${move} by ${by} is ${allowed ? 'allowed' : `refused: ${code}`}`, () => {
        if (allowed) assert.equal(attempt({ move, by, ...state }).event.move, move)
        else refused(() => attempt({ move, by, ...state }), code, { lot: lotA, stops: [kind] })
      })
    }
  }

  it('may still be supplied in the last ms of its expiry day', () => {
    assert.equal(attempt({ move: 'supply', by: pharmacies, now: lastMs }).event.state, 'supplied')
  })

  it('names every stop, the gravest as its code', () => {
    const stop = { ...stopped('recalled'), withdrawn: stopped('withdrawn').withdrawn }
    const facts = { stops: ['recalled', 'withdrawn', 'expired'] }
    refused(() => attempt({ move: 'supply', by: pharmacies, stop, now: lastMs + 1 }), 'BATCH_RECALLED', facts)
  })
})
