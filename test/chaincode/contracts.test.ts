import assert from 'node:assert/strict'
import { canonicalJson } from '../../chaincode/src/domain/canonicalJson.ts'
import type { TransactionInput, TransactionName } from '../../chaincode/src/domain/ledgerApi.ts'
import * as given from '../domain/given.ts'
import { amoxil500, cornerPharmacy, hash, keyId, lotA, manufacturers, northLab } from '../domain/given.ts'
import { nationalRegulator, pharmacies, regulator, t0, wholesalers } from '../domain/given.ts'
import { contents, now, packId, stop, unitId } from './admitted.ts'
import { batchInput, done, founding, productInput, proposalOf, registered, touchOf } from './admitted.ts'
import { MemoryLedger, type Call } from './memoryLedger.ts'

const packKeyRecord = { v: 1, key: Buffer.from(given.packKey).toString('base64url'), by: manufacturers }
const lift = {
  gtin: amoxil500,
  lot: lotA,
  by: nationalRegulator,
  kind: 'recalled',
  reason: 'tests passed',
} as const
const moves = ['pack:supply', 'pack:export', 'pack:sample', 'pack:giveFreeSample', 'pack:checkOut'] as const
const endings = ['pack:lock', 'pack:destroy', 'pack:reportStolen'] as const

/** A whole life, a step a transaction: what each writes besides its once-only record, and the event it ends in. */
interface Step<Fn extends TransactionName = TransactionName> {
  fn: Fn
  input: TransactionInput<Fn>
  by: Call['as']
  secret?: Call['secret']
  writes: string[]
  privateWrites?: Record<string, string | null>
  event: string
}
const step = <Fn extends TransactionName>(one: Step<Fn>) => one as unknown as Step

const vote = { proposal: proposalOf(northLab, manufacturers, ['manufacturer']), approve: true }
const proposalId = Buffer.from(given.h.sha256(Buffer.from(canonicalJson(vote.proposal)))).toString(
  'base64url',
)
const org = (msp: string) => `organisation/${msp}`
/** First 24 bits of SHA-256 of the public key. */
const signingKeyId = Buffer.from(given.h.sha256(Buffer.from(hash('public key'), 'base64url')))
  .subarray(0, 3)
  .toString('base64url')
const delivery = hash('dock')
const to = { org: wholesalers, tag: given.tagAt('dock', delivery, 0) }

const life: Step[] = [
  step({
    fn: 'organisation:init',
    input: founding,
    by: regulator,
    event: 'organisations.initialised',
    writes: [
      org(manufacturers),
      org(pharmacies),
      org(regulator),
      org(wholesalers),
      'organisations',
      `participant/${nationalRegulator}`,
    ],
  }),
  step({
    fn: 'participant:vote',
    input: vote,
    by: regulator,
    event: 'participant.voted',
    writes: ['organisations', `participant/${northLab}`, `vote/${proposalId}/${regulator}`],
  }),
  step({
    fn: 'site:register',
    input: { gln: cornerPharmacy, commitment: hash('c') },
    by: pharmacies,
    event: 'site.registered',
    writes: [`site/${cornerPharmacy}`],
  }),
  step({
    fn: 'product:register',
    input: productInput,
    by: manufacturers,
    event: 'product.registered',
    writes: [`product/${amoxil500}`],
  }),
  step({
    fn: 'signingKey:register',
    input: {
      participant: northLab,
      publicKey: hash('public key'),
      validFrom: '2026-03-01',
      validUntil: null,
    },
    by: manufacturers,
    event: 'signingKey.registered',
    writes: [`signingKey/${northLab}/${signingKeyId}`],
  }),
  step({
    fn: 'signingKey:revoke',
    input: { participant: northLab, keyId: signingKeyId },
    by: manufacturers,
    event: 'signingKey.revoked',
    writes: [`signingKey/${northLab}/${signingKeyId}`],
  }),
  step({
    fn: 'packKey:deposit',
    input: { keyId },
    by: manufacturers,
    secret: { packKey: given.packKey },
    event: 'packKey.deposited',
    writes: [],
    privateWrites: { [`packKeys:${keyId}`]: canonicalJson(packKeyRecord) },
  }),
  step({
    fn: 'batch:register',
    input: batchInput,
    by: manufacturers,
    event: 'batch.registered',
    writes: [`batch/${amoxil500}/${lotA}`],
  }),
  step({
    fn: 'batch:extend',
    input: {
      gtin: amoxil500,
      lot: lotA,
      registrant: northLab,
      packs: [{ depth: 8, keyId, root: hash('more') }],
    },
    by: manufacturers,
    event: 'batch.extended',
    writes: [`batch/${amoxil500}/${lotA}`],
  }),
  step({
    fn: 'unit:commission',
    input: { unitId, tag: given.tagAt('plant', unitId, 1), contents },
    by: manufacturers,
    event: 'unit.commissioned',
    writes: [`unit/${unitId}`],
  }),
  step({
    fn: 'unit:ship',
    input: { unitId, opening: given.openingAt('plant', unitId, 1), to },
    by: manufacturers,
    event: 'unit.shipped',
    writes: [`unit/${unitId}`],
  }),
  step({
    fn: 'unit:receive',
    input: {
      unitId,
      opening: given.openingAt('dock', delivery, 0),
      tag: given.tagAt('warehouse', unitId, 2),
    },
    by: wholesalers,
    event: 'unit.received',
    writes: [`unit/${unitId}`],
  }),
  step({
    fn: 'pack:supply',
    input: touchOf('S1'),
    by: pharmacies,
    event: 'pack.touched',
    writes: [`pack/${packId}`],
  }),
  step({
    fn: 'pack:undo',
    input: {
      packId,
      opening: given.openingAt('counter', packId, 1),
      seq: 2,
      tag: given.tagAt('counter', packId, 2),
    },
    by: pharmacies,
    event: 'pack.touched',
    writes: [`pack/${packId}`],
  }),
  step({
    fn: 'batch:recall',
    input: stop,
    by: regulator,
    event: 'batch.stopped',
    writes: [`stop/${amoxil500}/${lotA}`],
  }),
  step({
    fn: 'batch:lift',
    input: lift,
    by: regulator,
    event: 'batch.lifted',
    writes: [`stop/${amoxil500}/${lotA}`],
  }),
  step({
    fn: 'batch:withdraw',
    input: stop,
    by: regulator,
    event: 'batch.stopped',
    writes: [`stop/${amoxil500}/${lotA}`],
  }),
  step({
    fn: 'packKey:delete',
    input: { keyId },
    by: manufacturers,
    event: 'packKey.deleted',
    writes: [],
    privateWrites: { [`packKeys:${keyId}`]: null },
  }),
]

describe('contracts: a whole life writes exactly these', () => {
  const ledger = new MemoryLedger()
  for (const { fn, input, by, secret = {}, writes, privateWrites = {}, event } of life) {
    it(`${fn} -> ${writes.map((key) => key.split('/')[0]).join(', ') || 'nothing in the open'}`, async () => {
      const requestId = ledger.requestIdAt(now)
      const outcome = await done(ledger, fn, input, { as: by, now, secret, requestId })
      const requestKey = `request/2026-03-02/${by}/${requestId}`
      assert.deepEqual(Object.keys(outcome.writes).toSorted(), [...writes, requestKey].toSorted())
      assert.deepEqual(outcome.privateWrites, privateWrites)
      assert.deepEqual(outcome.answer, { event: outcome.event?.payload, repeated: false })
      assert.equal(outcome.event?.name, event)
      for (const [key, value] of Object.entries(outcome.writes)) {
        assert.equal(value, canonicalJson(JSON.parse(value ?? '')), `${key} is canonical`)
      }
    })
  }
})

describe('contracts: each move of a pack', () => {
  const by = { 'pack:supply': pharmacies, 'pack:sample': regulator } as Record<string, string>
  for (const fn of [...moves, ...endings]) {
    it(`${fn} writes the pack alone, with what it reads bounded`, async () => {
      const { writes, reads, answer } = await done(await registered(), fn, touchOf('S1'), {
        as: by[fn] ?? wholesalers,
        now,
      })
      assert.equal(Object.keys(writes).length, 2)
      assert.ok(writes[`pack/${packId}`]?.includes(`"move":"${fn.slice(5)}"`))
      assert.equal(answer?.event.type, 'pack.touched')
      assert.equal(reads.length, 5)
    })
  }
})

describe('contracts: queries', () => {
  const rows = [
    [
      'organisation:read',
      { msp: pharmacies },
      { v: 1, msp: pharmacies, roles: ['pharmacy', 'hospital', 'verifier'] },
    ],
    ['participant:read', { gln: cornerPharmacy }, null],
    ['product:read', { gtin: amoxil500 }, { v: 1, ...productInput, at: t0 }],
    ['batch:read', { gtin: amoxil500, lot: lotA }, given.batch()],
    ['pack:read', { packId }, null],
    ['unit:read', { unitId }, null],
  ] as const
  for (const [query, input, want] of rows) {
    it(`${query} answers ${want === null ? 'null where there is nothing' : 'the record'}`, async () => {
      const { answer, writes } = await (
        await registered()
      ).invoke(query, [canonicalJson(input)], { as: pharmacies, now })
      assert.deepEqual(answer, want)
      assert.deepEqual(writes, {})
    })
  }
})
