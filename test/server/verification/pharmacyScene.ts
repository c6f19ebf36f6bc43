/** A product with batches, made over HTTP as its maker would, and the codes on its packs. */
import type { Client } from '../client.ts'
import type { World } from '../world.ts'

/** A GTIN of GS1's own example prefix. */
export const amoxil500 = '09506000134352'
export const separator = '\u001d'

export interface Printed {
  gtin?: string
  lot?: string | null
  serial: string
  /** YYMMDD, as printed; null: not on the pack. */
  expiry?: string | null
}

/** The element string of a pack of `amoxil500`, lot AMX1, expiring on 30 June 2028, unless told otherwise. */
export function codeOf({ gtin = amoxil500, lot = 'AMX1', serial, expiry = '280630' }: Printed): string {
  const dated = expiry === null ? '' : `17${expiry}`
  const lotted = lot === null ? '' : `10${lot}${separator}`
  return `01${gtin}${dated}${lotted}21${serial}`
}

export async function registerAmoxil(northLab: Client): Promise<void> {
  await northLab.must('/products', {
    gtin: amoxil500,
    name: 'Amoxil',
    form: 'hard capsule',
    strength: '500 mg',
    packSize: 21,
  })
}

export async function registerBatch(
  northLab: Client,
  lot: string,
  serials: readonly string[],
  expiresOn = '2028-06-30',
): Promise<void> {
  await northLab.must('/batches', { gtin: amoxil500, lot, expiresOn, markets: ['DE'], serials })
}

export interface Verification {
  verdict: string
  facts: string[]
  said: string
  advice: string | null
  alert: { code: string; kind: string } | null
  repairs: { code: string }[]
  candidates: unknown[]
  product: { name: string } | null
  batch: { lot: string; expiresOn: string } | null
  recalled: { reason: string } | null
  pack: {
    packId: string
    state: string
    lastTouch: {
      move: string
      on: string
      at: number | null
      here: boolean
      organisation: string | null
    } | null
  } | null
  signature: {
    finding: string
    proves: string | null
    provesNot: string | null
    advice: string | null
    key: { keyId: string; participant: string } | null
  } | null
  moves: string[]
  notes: { code: string }[]
  basis: { at: number; height: number; checkpoint: { size: number; root: string } | null }
}

export async function verify(client: Client, code: string, intent?: string): Promise<Verification> {
  return client.must<Verification>('/verifications', intent === undefined ? { code } : { code, intent })
}

/** An API token of the participant, at its site. */
export async function tillOf(world: World, admin: Client, site: string, scopes: string[]): Promise<string> {
  const { token } = await admin.must<{ token: string }>('/tokens', { name: 'till', site, scopes, days: 30 })
  return token
}
