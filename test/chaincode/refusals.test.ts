import assert from 'node:assert/strict'
import type { TransactionName } from '../../chaincode/src/domain/ledgerApi.ts'
import type { ViolationCode } from '../../chaincode/src/domain/violation.ts'
import * as given from '../domain/given.ts'
import { amoxil500, cornerPharmacy, hash, keyId, lotA, manufacturers, northLab } from '../domain/given.ts'
import { nationalRegulator, pharmacies, regulator, wholesalers } from '../domain/given.ts'
import { contents, now, packId, stop, unitId } from './admitted.ts'
import { batchInput, founded, founding, productInput, proposalOf, registered, touchOf } from './admitted.ts'
import type { Outcome } from './memoryLedger.ts'

const lift = { gtin: amoxil500, lot: lotA, by: nationalRegulator, kind: 'recalled', reason: 'x' } as const
const vote = { proposal: proposalOf(northLab, manufacturers, ['manufacturer']), approve: true }
const newKey = {
  participant: northLab,
  publicKey: hash('public key'),
  validFrom: '2026-03-01',
  validUntil: null,
}
const to = { org: wholesalers, tag: hash('tag') }

describe('contracts: a refusal writes nothing and says why', () => {
  const nobody = 'StrangersMSP'
  const rows: [fn: TransactionName, input: unknown, by: string, then: ViolationCode][] = [
    ['organisation:init', founding, regulator, 'ALREADY_INITIALISED'],
    [
      'participant:vote',
      { proposal: proposalOf(cornerPharmacy, pharmacies, ['pharmacy']), approve: true },
      wholesalers,
      'NOT_A_VOTER',
    ],
    ['participant:vote', vote, manufacturers, 'PROPOSAL_DECIDED'],
    ['site:register', { gln: cornerPharmacy, commitment: hash('c') }, nobody, 'ORGANISATION_UNKNOWN'],
    ['product:register', productInput, pharmacies, 'PARTICIPANT_OF_OTHER_ORGANISATION'],
    ['signingKey:register', newKey, pharmacies, 'PARTICIPANT_OF_OTHER_ORGANISATION'],
    ['signingKey:revoke', { participant: northLab, keyId: 'AAAA' }, manufacturers, 'SIGNING_KEY_UNKNOWN'],
    ['packKey:deposit', { keyId: hash('other key') }, manufacturers, 'PACK_KEY_MISMATCH'],
    ['packKey:delete', { keyId }, regulator, 'PACK_KEY_OF_OTHER_ORGANISATION'],
    ['batch:register', batchInput, manufacturers, 'BATCH_EXISTS'],
    [
      'batch:register',
      { ...batchInput, lot: 'B2', packs: [{ depth: 8, keyId: hash('k'), root: hash('r') }] },
      manufacturers,
      'PACK_KEY_UNKNOWN',
    ],
    [
      'batch:extend',
      { gtin: amoxil500, lot: lotA, registrant: northLab, packs: batchInput.packs },
      manufacturers,
      'TREE_EXISTS',
    ],
    ['batch:recall', { ...stop, by: northLab }, regulator, 'PARTICIPANT_OF_OTHER_ORGANISATION'],
    ['batch:withdraw', { ...stop, lot: 'B2' }, regulator, 'BATCH_UNKNOWN'],
    ['batch:lift', lift, regulator, 'BATCH_NOT_STOPPED'],
    ['pack:supply', touchOf('S1'), nobody, 'ORGANISATION_UNKNOWN'],
    ['pack:supply', touchOf('S1'), wholesalers, 'ROLE_MISSING'],
    ['pack:supply', touchOf('X1'), pharmacies, 'PACK_NOT_IN_BATCH'],
    ['pack:supply', { ...touchOf('S1'), proof: touchOf('S2').proof }, pharmacies, 'PROOF_INVALID'],
    ['pack:undo', { packId, opening: hash('o'), seq: 1, tag: hash('t') }, pharmacies, 'PACK_UNTOUCHED'],
    ['unit:commission', { unitId, tag: hash('t'), contents }, pharmacies, 'ROLE_MISSING'],
    ['unit:ship', { unitId, opening: hash('o'), to }, manufacturers, 'UNIT_UNKNOWN'],
    ['unit:receive', { unitId, opening: hash('o'), tag: hash('t') }, manufacturers, 'UNIT_UNKNOWN'],
    [
      'request:prune',
      { keys: [`request/2026-03-02/${regulator}/019cad2f-6180-7000-8000-000000000001`] },
      regulator,
      'REQUEST_NOT_EXPIRED',
    ],
  ]
  for (const [fn, input, by, code] of rows) {
    it(`${fn} by ${by}: ${code}`, async () => {
      const outcome = await (
        await registered()
      ).submit(fn, input as never, { as: by, now, secret: { packKey: given.packKey } })
      assertRefused(outcome, code)
    })
  }

  const calls: [what: string, fn: string, args: (id: string) => string[], code: ViolationCode | null][] = [
    ['input that is not JSON', 'pack:supply', (id) => [id, '{'], 'NOT_CANONICAL'],
    ['input that is not canonical', 'pack:supply', (id) => [id, '{ }'], 'NOT_CANONICAL'],
    ['input without its fields', 'pack:supply', (id) => [id, '{}'], 'INPUT_INVALID'],
    ['a request id that is none', 'pack:supply', () => ['1', '{}'], 'INPUT_INVALID'],
    ['no arguments', 'pack:supply', () => [], null],
    ['three arguments', 'pack:supply', (id) => [id, '{}', ''], null],
    ['an unknown contract', 'drug:supply', (id) => [id, '{}'], null],
    ['an unknown transaction', 'pack:sell', (id) => [id, '{}'], null],
    ['the base class', 'pack:createContext', () => [], null],
    ['the constructor', 'pack:constructor', () => [], null],
    ['a hook of the contract API', 'pack:beforeTransaction', () => [], null],
  ]
  for (const [what, fn, args, code] of calls) {
    it(`${what}: ${code ?? 'an error'}`, async () => {
      const ledger = await founded()
      assertRefused(await ledger.invoke(fn, args(ledger.requestIdAt(now)), { as: pharmacies, now }), code)
    })
  }

  function assertRefused(outcome: Outcome, code: ViolationCode | null) {
    assert.equal(outcome.violation?.code ?? null, code, outcome.message)
    assert.notEqual(outcome.message, '')
    assert.deepEqual([outcome.answer, outcome.writes, outcome.privateWrites], [null, {}, {}])
  }
})
