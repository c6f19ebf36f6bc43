/** A world in which every page has something to show: a product, batches, one of them recalled, a unit, a signing key, a token, a proposal. */
import { licence } from '../server/admission.ts'
import { castOf } from '../server/fixtures.ts'
import { makersKey } from '../server/makersKey.ts'
import { amoxil500, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import type { World } from '../server/world.ts'

export const sscc = '395060001000000013'
export const serials = ['K2-Yz001', 'K2-Yz002', 'K2-Yz003', 'K2-Yz004', 'K2-Yz005']

/** With nationalRegulator, northLab and cornerPharmacy. @returns id of an open proposal, on which northLab has not voted */
export async function furnish(world: World): Promise<string> {
  const northLab = world.as('northLab')
  await registerAmoxil(northLab)
  await registerBatch(northLab, 'AMX1', serials)
  await registerBatch(northLab, 'AMX0', ['R1'])
  await northLab.must(`/batches/${amoxil500}/AMX0/recall`, { class: 1, reason: 'broken capsules' })
  await northLab.must('/units', { sscc, contents: [{ gtin: amoxil500, lot: 'AMX1', quantity: 2 }] })
  const { publicKey } = makersKey()
  await northLab.must('/signing-keys', { publicKey, validFrom: '2026-01-01', validUntil: null })
  await northLab.must('/tokens', { name: 'Packing line', scopes: ['batches:read'], days: 30 })
  return propose(world)
}

async function propose(world: World): Promise<string> {
  const { gln, name, msp, roles } = castOf.midWholesale
  const regulator = world.as('nationalRegulator')
  const headers = { 'Content-Type': 'application/pdf' }
  const { body } = await regulator.send<{ hash: string }>('POST', '/documents', licence(name), headers)
  const proposal = { gln, name, organisation: msp, roles, proof: body.hash }
  const { id } = await regulator.must<{ id: string }>('/proposals', proposal)
  return id
}
