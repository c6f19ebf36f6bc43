import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseGln, parseGtin, parseLot, parseSerial } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { BatchRecord, PackRecord, ProductRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Caller } from '../../../server/src/participants/caller.ts'
import { counterAnswer, type AnswerContext } from '../../../server/src/verification/counterAnswer.ts'
import { counterAnswerText } from '../../../server/src/verification/counterAnswerText.ts'
import type { Examination } from '../../../server/src/verification/examineScan.ts'
import { set82, textOver } from '../../domain/gs1/fixtures.ts'
import { fixtures } from '../fixtures.ts'
import { amoxil500 } from './pharmacyScene.ts'

const gtin = parseGtin(amoxil500)
const batchOf = (lot: string) => ({ v: 1, gtin, lot: parseLot(lot), expiresOn: '2028-06-30' }) as BatchRecord
const [amx1, amx2] = [batchOf('AMX1'), batchOf('AMX2')]
/** A name that holds what an answer's own text looks like. */
const renamed = '","serial":null,"packId":"","basis":{"at":0'
const productOf = (name: string) =>
  ({ v: 1, gtin, name, form: 'capsule', strength: '500 mg', packSize: 21 }) as ProductRecord
const products = [productOf('Amoxil'), productOf(renamed)]
const supplied = {
  ...{ v: 1, gtin, lot: amx1.lot, state: 'supplied', seq: 1 },
  touch: { move: 'supply', at: Date.parse('2026-11-20T10:00:00Z'), org: 'WholesalersMSP', tag: '' },
} as PackRecord
/** Genuine again, and no longer untouched. */
const undone = { ...supplied, state: 'active', seq: 2 } as PackRecord
const till = {
  ...{ account: 'token/till', userId: null, sessionId: null, tokenId: 'till', isAdmin: false },
  ...{ participant: parseGln(fixtures.cornerPharmacy.gln), msp: 'PharmaciesMSP', roles: ['pharmacy'] },
  ...{ site: parseGln(fixtures.cornerPharmacy.site), scopes: null },
} as Caller
const callers: Caller[] = [till, { ...till, scopes: ['packs:supply'] }, { ...till, site: null }]
const checkpoints = [null, { size: 4, root: 'AAAA' }, { size: 5, root: 'AAAA' }]

/** One scan among many: every choice may differ from the scan before, or not. */
const scan = fc.record({
  ...{ serial: textOver(set82, 1, 20), packId: textOver('abc-_', 43, 43), at: fc.integer({ min: 0 }) },
  ...{ height: fc.integer({ min: 1, max: 3 }), caller: fc.constantFrom(...callers) },
  ...{ batch: fc.constantFrom(amx1, amx2), named: fc.constantFrom(undefined, null) },
  ...{ product: fc.constantFrom(...products), checkpoint: fc.constantFrom(...checkpoints) },
  ...{ shipped: fc.constantFrom(true, false, null), printed: fc.constantFrom('2028-06-30', null) },
  ...{ record: fc.constantFrom(null, null, supplied, undone), repaired: fc.constantFrom(false, false, true) },
})
type Scan = typeof scan extends fc.Arbitrary<infer T> ? T : never

function examinationOf({ serial, packId, height, batch, named, product, printed, record, repaired }: Scan) {
  const reading = {
    ...{ kind: 'medicine' as const, gtin, serial: parseSerial(serial), expiresOn: printed },
    ...{ lot: named === undefined ? batch.lot : null, elementString: 'as scanned' },
    repairs: repaired ? [{ code: 'line-end' as const, said: 'A line end was left out.' }] : [],
  }
  const state = record?.state ?? 'active'
  const verdict = state === 'active' ? 'genuine' : state
  const examination: Examination = {
    ...{ reading, height, judgement: { verdict, facts: [verdict], alert: null } },
    pack: {
      ...{ reading, product, recalled: null, withdrawn: null, stops: [], state },
      finding: { named: named === undefined ? batch : null, batch, packId, record, missing: [] },
    },
  }
  return examination
}

describe('counterAnswerText', () => {
  it('is what JSON.stringify makes of counterAnswer, whatever was answered before', () => {
    const tags = { tagFor: () => new Uint8Array(32) }
    const property = fc.property(fc.array(scan, { minLength: 1, maxLength: 30 }), (scans) => {
      for (const one of scans) {
        const examination = examinationOf(one)
        const { caller, at, checkpoint, shipped } = one
        const context: AnswerContext = { caller, tags, at, checkpoint, shipped, signature: null }
        const expected = JSON.stringify(counterAnswer(examination, context))
        assert.equal(counterAnswerText(examination, context), expected)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })
})
