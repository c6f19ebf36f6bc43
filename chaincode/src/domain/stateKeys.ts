/**
 * The world state's keys: ASCII, at most 512 bytes, compared as bytes. A lot number may hold a slash; it stands last.
 */
import type { Gln, Gtin, Lot } from './gs1/keys.ts'
import type { Hash, Msp } from './ledgerApi.ts'

export const stateKey = {
  organisations: 'organisations',
  organisation: (msp: Msp) => `organisation/${msp}`,
  participant: (gln: Gln) => `participant/${gln}`,
  vote: (proposal: Hash, org: Msp) => `vote/${proposal}/${org}`,
  site: (gln: Gln) => `site/${gln}`,
  product: (gtin: Gtin) => `product/${gtin}`,
  signingKey: (participant: Gln, keyId: string) => `signingKey/${participant}/${keyId}`,
  batch: (gtin: Gtin, lot: Lot) => `batch/${gtin}/${lot}`,
  stop: (gtin: Gtin, lot: Lot) => `stop/${gtin}/${lot}`,
  pack: (packId: Hash) => `pack/${packId}`,
  unit: (unitId: Hash) => `unit/${unitId}`,
  /** `day` is the request id's own day. */
  request: (day: string, msp: Msp, requestId: string) => `request/${day}/${msp}/${requestId}`,
} as const

/** The private collection that holds pack keys, by key id; its members are verifiers and the regulator. */
export const packKeysCollection = 'packKeys'
