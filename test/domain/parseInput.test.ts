import assert from 'node:assert/strict'
import {
  parseInput,
  parseQuery,
  queryNames,
  transactionNames,
} from '../../chaincode/src/domain/parseInput.ts'
import { packMoves, type TransactionName } from '../../chaincode/src/domain/ledgerApi.ts'
import { amoxil500, batch, cornerPharmacy, hash, listedTree, lotA, manufacturers, northLab } from './given.ts'
import { organisations, packIdOf, pharmacies, proofOf, refused, wholesalers } from './given.ts'

const stop = { gtin: amoxil500, lot: lotA, by: northLab, class: 1, reason: 'wrong strength' }
const { v: _, at: __, ...batchInput } = batch()
const touch = {
  packId: packIdOf('S1'),
  gtin: amoxil500,
  lot: lotA,
  seq: 1,
  tag: hash('tag'),
  proof: proofOf('S1'),
}
const content = { gtin: amoxil500, lot: lotA, quantity: 480 }
const proposal = {
  gln: cornerPharmacy,
  msp: pharmacies,
  roles: ['pharmacy'],
  proof: hash('licence'),
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
}
const founder = { gln: cornerPharmacy, msp: pharmacies, roles: ['pharmacy'], proof: hash('licence') }
const requestKey = `request/2026-03-02/${pharmacies}/019cad2f-6180-7abc-8def-0123456789ab`

/** A good input of every transaction. */
const good: Record<TransactionName, Record<string, unknown>> = {
  'organisation:init': { organisations, founder },
  'participant:vote': { proposal, approve: true },
  'site:register': { gln: cornerPharmacy, commitment: hash('commitment') },
  'product:register': {
    gtin: amoxil500,
    registrant: northLab,
    name: 'Amoxil 500',
    form: 'capsule',
    strength: '500 mg',
    packSize: 20,
  },
  'signingKey:register': {
    participant: northLab,
    publicKey: hash('public key'),
    validFrom: '2026-03-01',
    validUntil: '2028-02-29',
  },
  'signingKey:revoke': { participant: northLab, keyId: 'a-_9' },
  'packKey:deposit': { keyId: hash('key') },
  'packKey:delete': { keyId: hash('key') },
  'batch:register': batchInput,
  'batch:extend': { gtin: amoxil500, lot: lotA, registrant: northLab, packs: [listedTree] },
  'batch:recall': stop,
  'batch:withdraw': stop,
  'batch:lift': { gtin: amoxil500, lot: lotA, by: northLab, kind: 'recalled', reason: 'tests passed' },
  'pack:supply': touch,
  'pack:export': touch,
  'pack:sample': touch,
  'pack:giveFreeSample': touch,
  'pack:checkOut': touch,
  'pack:lock': touch,
  'pack:destroy': touch,
  'pack:reportStolen': touch,
  'pack:undo': { packId: hash('pack'), opening: hash('opening'), seq: 2, tag: hash('tag') },
  'unit:commission': { unitId: hash('unit'), tag: hash('tag'), contents: [content] },
  'unit:ship': { unitId: hash('unit'), opening: hash('opening'), to: { org: wholesalers, tag: hash('tag') } },
  'unit:receive': { unitId: hash('unit'), opening: hash('opening'), tag: hash('tag') },
  'request:prune': { keys: [requestKey] },
}

const nullable = ['proof', 'storage', 'validUntil']

describe('input of every transaction', () => {
  it('is known', () => assert.deepEqual(transactionNames.toSorted(), Object.keys(good).toSorted()))
  it('is the same for every move of a pack', () => {
    for (const move of packMoves) assert.deepEqual(parseInput(`pack:${move}`, touch), touch)
  })

  for (const fn of transactionNames) {
    it(`${fn}: a good one comes back as it is`, () => assert.deepEqual(parseInput(fn, good[fn]), good[fn]))
    it(`${fn}: a field too many is refused`, () => {
      refused(() => parseInput(fn, { ...good[fn], surprise: 1 }), 'INPUT_INVALID', { field: 'surprise' })
    })
    it(`${fn}: no object is refused`, () => {
      for (const value of [null, [], 'text', 1])
        refused(() => parseInput(fn, value), 'INPUT_INVALID', { field: 'input' })
    })
    for (const field of Object.keys(good[fn])) {
      it(`${fn}: ${field} missing, null or of another type is refused by name`, () => {
        const { [field]: __, ...without } = good[fn]
        refused(() => parseInput(fn, without), 'INPUT_INVALID', { field, reason: 'is missing' })
        refused(() => parseInput(fn, { ...without, [field]: { odd: 1 } }), 'INPUT_INVALID')
        if (nullable.includes(field)) return
        refused(() => parseInput(fn, { ...without, [field]: null }), 'INPUT_INVALID', { field })
      })
    }
  }
})

const words = (count: number) => 'x'.repeat(count)
const trees = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ...listedTree, root: hash(`${i}`) }))

describe('input: values at their limits', () => {
  const rows: [fn: TransactionName, change: Record<string, unknown>, field: string | null][] = [
    ['batch:register', { packs: trees(64) }, null],
    ['batch:register', { packs: trees(65) }, 'packs'],
    ['batch:register', { packs: [] }, 'packs'],
    ['batch:register', { packs: [listedTree, listedTree] }, 'packs'],
    ['batch:register', { packs: [{ ...listedTree, depth: 7 }] }, 'packs[0].depth'],
    ['batch:register', { packs: [{ ...listedTree, depth: 24 }] }, null],
    ['batch:register', { packs: [{ ...listedTree, depth: 25 }] }, 'packs[0].depth'],
    ['batch:register', { packs: [listedTree, { ...listedTree, root: 'x' }] }, 'packs[1].root'],
    ['batch:register', { packs: [{ ...listedTree, count: 3 }] }, 'packs[0].count'],
    ['batch:register', { gtin: '09506000134353' }, 'gtin'],
    ['batch:register', { gtin: '9506000134352' }, 'gtin'],
    ['batch:register', { lot: words(20) }, null],
    ['batch:register', { lot: words(21) }, 'lot'],
    ['batch:register', { lot: 'A 1' }, 'lot'],
    ['batch:register', { expiresOn: '2028-02-29' }, null],
    ['batch:register', { expiresOn: '2027-02-29' }, 'expiresOn'],
    ['batch:register', { expiresOn: '2027-2-9' }, 'expiresOn'],
    ['batch:register', { expiresOn: '2027-04-31' }, 'expiresOn'],
    ['batch:register', { markets: ['DE', 'de'] }, 'markets[1]'],
    ['batch:register', { markets: ['DEU'] }, 'markets[0]'],
    ['batch:register', { markets: ['DE', 'DE'] }, 'markets'],
    ['batch:register', { markets: [] }, null],
    ['batch:register', { storage: null }, null],
    ['batch:register', { storage: { minTenthsC: 80, maxTenthsC: 20 } }, 'storage'],
    ['batch:register', { storage: { minTenthsC: -3000, maxTenthsC: 20 } }, 'storage.minTenthsC'],
    ['batch:recall', { reason: words(200) }, null],
    ['batch:recall', { reason: words(201) }, 'reason'],
    ['batch:recall', { reason: '' }, 'reason'],
    ['batch:recall', { reason: ' padded' }, 'reason'],
    ['batch:recall', { reason: 'two\nlines' }, 'reason'],
    ['batch:recall', { reason: '💊'.repeat(200) }, null],
    ['batch:recall', { class: 0 }, 'class'],
    ['batch:recall', { class: 4 }, 'class'],
    ['batch:recall', { class: '1' }, 'class'],
    ['batch:lift', { kind: 'expired' }, 'kind'],
    ['pack:supply', { proof: null }, null],
    ['pack:supply', { proof: { tree: 64, bytes: 'AA' } }, 'proof.tree'],
    ['pack:supply', { proof: { tree: 0, bytes: '' } }, 'proof.bytes'],
    ['pack:supply', { proof: { tree: 0, bytes: words(4000) } }, 'proof.bytes'],
    ['pack:supply', { seq: 0 }, 'seq'],
    ['pack:supply', { seq: 2 ** 32 }, 'seq'],
    ['pack:supply', { tag: hash('tag').slice(1) }, 'tag'],
    ['pack:supply', { tag: `${hash('tag').slice(0, -1)}B` }, 'tag'],
    ['pack:supply', { tag: `${hash('tag')}=` }, 'tag'],
    ['product:register', { packSize: 0 }, 'packSize'],
    ['product:register', { packSize: 1.5 }, 'packSize'],
    ['participant:vote', { proposal: { ...proposal, roles: [] } }, null],
    ['participant:vote', { proposal: { ...proposal, roles: ['pharmacy', 'pharmacy'] } }, 'proposal.roles'],
    ['participant:vote', { proposal: { ...proposal, roles: ['admin'] } }, 'proposal.roles[0]'],
    ['participant:vote', { proposal: { ...proposal, msp: 'A/B' } }, 'proposal.msp'],
    ['participant:vote', { proposal: { ...proposal, msp: '__proto__' } }, 'proposal.msp'],
    ['participant:vote', { approve: 1 }, 'approve'],
    ['organisation:init', { organisations: [] }, 'organisations'],
    ['organisation:init', { organisations: [{ msp: manufacturers, roles: [] }] }, 'organisations[0].roles'],
    ['unit:commission', { contents: [] }, 'contents'],
    ['unit:commission', { contents: [content, content] }, 'contents'],
    ['unit:commission', { contents: [{ ...content, quantity: 0 }] }, 'contents[0].quantity'],
    ['signingKey:register', { validUntil: null }, null],
    ['signingKey:register', { validUntil: '2026-03-01' }, null],
    ['signingKey:register', { validUntil: '2026-02-28' }, 'validUntil'],
    ['signingKey:register', { publicKey: hash('k').slice(1) }, 'publicKey'],
    ['signingKey:revoke', { keyId: 'abc' }, 'keyId'],
    ['signingKey:revoke', { keyId: 'ab/c' }, 'keyId'],
    ['request:prune', { keys: ['batch/x'] }, 'keys[0]'],
    ['request:prune', { keys: [] }, 'keys'],
  ]
  for (const [fn, change, field] of rows) {
    const shown = JSON.stringify(change).slice(0, 60)
    it(`${fn} ${shown}: ${field === null ? 'taken' : `refused, ${field}`}`, () => {
      const input = { ...good[fn], ...change }
      if (field === null) assert.deepEqual(parseInput(fn, input), input)
      else refused(() => parseInput(fn, input), 'INPUT_INVALID', { field })
    })
  }
})

describe('input of queries', () => {
  const asked: Record<string, unknown> = {
    msp: pharmacies,
    gln: northLab,
    gtin: amoxil500,
    lot: lotA,
    packId: hash('p'),
    unitId: hash('u'),
  }
  const wanted = {
    'organisation:read': ['msp'],
    'participant:read': ['gln'],
    'product:read': ['gtin'],
    'batch:read': ['gtin', 'lot'],
    'pack:read': ['packId'],
    'unit:read': ['unitId'],
  }
  it('is known', () => assert.deepEqual(queryNames, Object.keys(wanted)))
  for (const query of queryNames) {
    it(`${query} takes ${wanted[query].join(', ')} and no more`, () => {
      const input = Object.fromEntries(wanted[query].map((name) => [name, asked[name]]))
      assert.deepEqual(parseQuery(query, input), input)
      refused(() => parseQuery(query, asked), 'INPUT_INVALID')
      refused(() => parseQuery(query, {}), 'INPUT_INVALID', { reason: 'is missing' })
    })
  }
})
