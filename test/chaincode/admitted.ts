/** A ledger on which the people of the tests are admitted and amoxil500's batch is registered: by transactions alone. */
import assert from 'node:assert/strict'
import type { Gln } from '../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, Role, TransactionInput, TransactionName } from '../../chaincode/src/domain/ledgerApi.ts'
import * as given from '../domain/given.ts'
import { MemoryLedger, type Call, type Outcome } from './memoryLedger.ts'

/** Submits and expects a yes. */
export async function done<Fn extends TransactionName>(
  ledger: MemoryLedger,
  fn: Fn,
  input: TransactionInput<Fn>,
  call: Call,
): Promise<Outcome> {
  const outcome = await ledger.submit(fn, input, call)
  assert.ok(outcome.answer, outcome.message)
  return outcome
}

export const founding: TransactionInput<'organisation:init'> = {
  organisations: given.organisations,
  founder: {
    gln: given.nationalRegulator,
    msp: given.regulator,
    roles: ['regulator'],
    proof: given.hash('charter'),
  },
}

export const now = given.t0 + given.hour
export const packId = given.packIdOf('S1')
export const unitId = given.hash('pallet 1')
export const contents = [{ gtin: given.amoxil500, lot: given.lotA, quantity: 480 }]
export const stop: TransactionInput<'batch:recall'> = {
  ...{ gtin: given.amoxil500, lot: given.lotA, by: given.nationalRegulator },
  ...{ class: 1, reason: 'wrong strength' },
}

export function proposalOf(gln: Gln, msp: Msp, roles: Role[]) {
  return { gln, msp, roles, proof: given.hash('licence'), nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }
}

export async function founded(): Promise<MemoryLedger> {
  const ledger = new MemoryLedger()
  await done(ledger, 'organisation:init', founding, { as: given.regulator, now: given.t0 })
  return ledger
}

export const productInput: TransactionInput<'product:register'> = {
  gtin: given.amoxil500,
  registrant: given.northLab,
  ...{ name: 'Amoxil 500', form: 'capsule', strength: '500 mg', packSize: 20 },
}
const { v: _, at: __, ...batchInput } = given.batch()
export { batchInput }

export async function registered(): Promise<MemoryLedger> {
  const ledger = await founded()
  const now = given.t0
  const proposal = proposalOf(given.northLab, given.manufacturers, ['manufacturer'])
  await done(ledger, 'participant:vote', { proposal, approve: true }, { as: given.regulator, now })
  const maker = { as: given.manufacturers, now }
  await done(ledger, 'product:register', productInput, maker)
  await done(
    ledger,
    'packKey:deposit',
    { keyId: given.keyId },
    { ...maker, secret: { packKey: given.packKey } },
  )
  await done(ledger, 'batch:register', batchInput, maker)
  return ledger
}

export function touchOf(serial: string, seq = 1): TransactionInput<'pack:supply'> {
  const packId = given.packIdOf(serial)
  const tag = given.tagAt('counter', packId, seq)
  return {
    packId,
    gtin: given.amoxil500,
    lot: given.lotA,
    ...{ seq, tag },
    proof: seq === 1 ? given.proofOf(serial) : null,
  }
}
