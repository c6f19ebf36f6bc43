import assert from 'node:assert/strict'
import fc from 'fast-check'
import { packStates } from '../../../chaincode/src/domain/ledgerApi.ts'
import {
  alertCodes,
  judge,
  verdicts,
  type AlertCode,
  type MedicineFacts,
  type Verdict,
} from '../../../server/src/verification/verdict.ts'

const genuine: MedicineFacts = {
  readable: true,
  missing: [],
  productKnown: true,
  registered: 'this-batch',
  expiryDiffers: false,
  recalled: false,
  withdrawn: false,
  expired: false,
  state: 'active',
  asked: 'nothing',
}

/** One row a verdict: what differs from a genuine pack, the verdict, the alert. */
const table: [string, Partial<MedicineFacts>, Verdict, AlertCode | null][] = [
  ['a leaf file is missing', { missing: ['leaf-file'], registered: 'nowhere' }, 'unavailable', null],
  ['the pack key is missing', { missing: ['pack-key'], registered: 'nowhere' }, 'unavailable', null],
  ['the replica is behind', { missing: ['replica'] }, 'unavailable', null],
  [
    'the replica is behind and knows no such product',
    { missing: ['replica'], productKnown: false, registered: 'nowhere-and-batch-unknown' },
    'unavailable',
    null,
  ],
  [
    'product unknown',
    { productKnown: false, registered: 'nowhere-and-batch-unknown' },
    'unknown-product',
    'A1',
  ],
  ['batch unknown, serial in no batch', { registered: 'nowhere-and-batch-unknown' }, 'unknown-batch', 'A2'],
  ['batch unknown, serial in another', { registered: 'another-batch' }, 'batch-mismatch', 'A68'],
  ['serial in no batch', { registered: 'nowhere' }, 'unknown-serial', 'A3'],
  ['serial in another batch', { registered: 'another-batch' }, 'batch-mismatch', 'A68'],
  ['expiry differs', { expiryDiffers: true }, 'expiry-mismatch', 'A52'],
  ['recalled', { recalled: true }, 'recalled', null],
  ['withdrawn', { withdrawn: true }, 'withdrawn', null],
  ['expired', { expired: true }, 'expired', null],
  ['supplied, nothing asked', { state: 'supplied' }, 'supplied', null],
  ['supplied, supply asked', { state: 'supplied', asked: 'same-move' }, 'supplied', 'A7'],
  ['exported, supply asked', { state: 'exported', asked: 'other-move' }, 'exported', 'A24'],
  ['sampled, supply asked', { state: 'sampled', asked: 'other-move' }, 'sampled', 'A24'],
  ['free sample, the same asked', { state: 'free-sample', asked: 'same-move' }, 'free-sample', 'A7'],
  ['checked out, supply asked', { state: 'checked-out', asked: 'other-move' }, 'checked-out', 'A24'],
  ['locked, destroy asked', { state: 'locked', asked: 'possible-move' }, 'locked', null],
  ['destroyed, nothing asked', { state: 'destroyed' }, 'destroyed', null],
  ['stolen, supply asked', { state: 'stolen', asked: 'other-move' }, 'stolen', 'A24'],
  ['none of these', {}, 'genuine', null],
  ['none of these, supply asked', { asked: 'possible-move' }, 'genuine', null],
]

/** Conditions that can hold together, in the order of precedence. */
const stacked: [Verdict, Partial<MedicineFacts>][] = [
  ['unavailable', { missing: ['leaf-file'] }],
  ['batch-mismatch', { registered: 'another-batch' }],
  ['expiry-mismatch', { expiryDiffers: true }],
  ['recalled', { recalled: true }],
  ['withdrawn', { withdrawn: true }],
  ['expired', { expired: true }],
  ['stolen', { state: 'stolen', asked: 'other-move' }],
]

const anyFacts: fc.Arbitrary<MedicineFacts> = fc.record({
  readable: fc.constant(true as const),
  missing: fc.subarray(['replica', 'pack-key', 'leaf-file'] as const),
  productKnown: fc.boolean(),
  registered: fc.constantFrom('this-batch', 'another-batch', 'nowhere', 'nowhere-and-batch-unknown'),
  expiryDiffers: fc.boolean(),
  recalled: fc.boolean(),
  withdrawn: fc.boolean(),
  expired: fc.boolean(),
  state: fc.constantFrom(...packStates),
  asked: fc.constantFrom('nothing', 'possible-move', 'same-move', 'other-move'),
})

describe('verdict', () => {
  for (const [condition, change, verdict, alert] of table) {
    it(`${condition}: ${verdict}${alert === null ? '' : `, alert ${alert}`}`, () => {
      const judgement = judge({ ...genuine, ...change })
      assert.equal(judgement.verdict, verdict)
      assert.equal(judgement.alert, alert)
      assert.equal(judgement.facts[0], verdict)
    })
  }

  it('a code that cannot be read is technical: no alert', () => {
    assert.deepEqual(judge({ readable: false }), {
      verdict: 'unreadable',
      facts: ['unreadable'],
      alert: null,
    })
  })

  it('reaches every verdict and every alert', () => {
    assert.deepEqual(new Set(['unreadable', ...table.map((row) => row[2])]), new Set(verdicts))
    assert.deepEqual(new Set(table.flatMap((row) => row[3] ?? [])), new Set(alertCodes))
  })

  it('lists all conditions that hold, the first is the verdict', () => {
    for (let from = 0; from < stacked.length; from++) {
      const rows = stacked.slice(from)
      const judgement = judge(rows.reduce((facts, [, change]) => ({ ...facts, ...change }), genuine))
      assert.deepEqual(
        judgement.facts,
        rows.map(([verdict]) => verdict),
      )
      assert.equal(judgement.verdict, rows[0]?.[0])
    }
  })

  it('never calls anything unknown, and raises no alert, while something that decides is missing', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        fc.pre(facts.missing.length > 0)
        const judgement = judge(facts)
        assert.equal(judgement.verdict, 'unavailable')
        assert.equal(judgement.alert, null)
        assert.deepEqual(
          judgement.facts.filter((fact) => fact.startsWith('unknown')),
          [],
        )
      }),
    )
  })

  it('is genuine only when nothing at all speaks against it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { verdict } = judge(facts)
        const clean: MedicineFacts = { ...genuine, asked: facts.asked }
        assert.equal(verdict === 'genuine', JSON.stringify(facts) === JSON.stringify(clean))
      }),
      { numRuns: 2000 },
    )
  })

  it('raises no suspicion about a recall, a withdrawal or an expiry', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { verdict, alert } = judge(facts)
        if (['recalled', 'withdrawn', 'expired', 'genuine', 'unavailable'].includes(verdict)) {
          assert.equal(alert, null)
        }
      }),
    )
  })
})
