/**
 * The records of the world state: what every transaction leaves behind. Canonical JSON with a version `v`; an old
 * version is upcast beside its type, for ever.
 *
 * Bytes are base64url without padding, times integer ms since 1970, dates `YYYY-MM-DD`, every number an integer.
 */
import type { Gln, Gtin, Lot } from './gs1/keys.ts'
import type { LedgerEvent } from './ledgerApi.ts'

/** 32 bytes in base64url (43 characters). */
export type Hash = string
/** An organisation's Fabric MSP id, as `PharmaciesMSP`. */
export type Msp = string

export const roles = [
  'manufacturer',
  'wholesaler',
  'carrier',
  'pharmacy',
  'hospital',
  'regulator',
  'verifier',
  'detector',
] as const
export type Role = (typeof roles)[number]

/** `organisations`: who votes, in order of MSP id. An organisation votes while it hosts an admitted participant. */
export interface OrganisationsRecord {
  v: 1
  voters: Msp[]
  /** Every organisation of the ledger -> how many admitted participants it hosts. */
  hosted: Record<Msp, number>
}
/** `organisation/<msp>`: the roles its participants may hold. */
export interface OrganisationRecord {
  v: 1
  msp: Msp
  roles: Role[]
}
/** `participant/<gln>`. No roles left means no longer admitted. */
export interface ParticipantRecord {
  v: 1
  gln: Gln
  msp: Msp
  roles: Role[]
  proof: Hash
  at: number
}
/** A proposal is known by SHA-256 of its canonical JSON. `nonce` (base64url, 16 bytes) lets the same proposal be made again. */
export interface Proposal {
  gln: Gln
  msp: Msp
  roles: Role[]
  /** SHA-256 of the proof document. */
  proof: Hash
  nonce: string
}
export type VoteOutcome = 'open' | 'admitted' | 'rejected'
/** `vote/<proposal>/<org>` */
export interface VoteRecord {
  v: 1
  approve: boolean
  /** What the proposal came to with this vote; a proposal is decided once. */
  outcome: VoteOutcome
  at: number
}
/** `site/<gln>`: commitment = SHA-256(0x17 | gln13 | siteSecret). */
export interface SiteRecord {
  v: 1
  org: Msp
  commitment: Hash
}
/** `product/<gtin>` */
export interface ProductRecord {
  v: 1
  gtin: Gtin
  registrant: Gln
  name: string
  form: string
  strength: string
  packSize: number
  at: number
}
/** `signingKey/<gln>/<keyId>`: a maker's Ed25519 key for signed packs; see gs1/README.md for what its dates mean. */
export interface SigningKeyRecord {
  v: 1
  participant: Gln
  /** First 24 bits of SHA-256 of the public key, base64url: 4 characters. */
  keyId: string
  /** 32 bytes (RFC 8032). */
  publicKey: string
  /** First day on which the maker signs with it. */
  validFrom: string
  /** Last day; null: not yet known. */
  validUntil: string | null
  registeredAt: number
  revokedAt: number | null
}
export interface PackTree {
  depth: number
  keyId: Hash
  root: Hash
}
/** Allowed temperature in tenths of a degree Celsius, both ends included. */
export interface StorageRule {
  minTenthsC: number
  maxTenthsC: number
}
/** `batch/<gtin>/<lot>`; at most 64 trees. `at` is the time of its last change. */
export interface BatchRecord {
  v: 1
  gtin: Gtin
  lot: Lot
  expiresOn: string
  registrant: Gln
  /** ISO 3166-1 alpha-2; none: not stated. */
  markets: string[]
  storage: StorageRule | null
  packs: PackTree[]
  at: number
}
export const stopKinds = ['recalled', 'withdrawn'] as const
export type StopKind = (typeof stopKinds)[number]
export interface Stop {
  by: Gln
  /** 1 (gravest) to 3; after the classes of the EU compilation of procedures on rapid alerts. */
  class: 1 | 2 | 3
  reason: string
  at: number
}
/** `stop/<gtin>/<lot>` */
export interface StopRecord {
  v: 1
  recalled: Stop | null
  withdrawn: Stop | null
}

export const packStates = [
  'active',
  'supplied',
  'exported',
  'sampled',
  'free-sample',
  'checked-out',
  'locked',
  'destroyed',
  'stolen',
] as const
export type PackState = (typeof packStates)[number]

export const packMoves = [
  'supply',
  'export',
  'sample',
  'giveFreeSample',
  'checkOut',
  'lock',
  'destroy',
  'reportStolen',
] as const
export type PackMove = (typeof packMoves)[number]

/** Who did it, told to nobody but those who hold the opening (see names.ts). */
export interface Actor {
  org: Msp
  tag: Hash
}
/** `pack/<packId>`: written when something happens to it, never before. `from` is the state that an undo brings back. */
export interface PackRecord {
  v: 1
  gtin: Gtin
  lot: Lot
  state: PackState
  seq: number
  touch: Actor & { move: PackMove | 'undo'; from: PackState; at: number }
}
export interface UnitContent {
  gtin: Gtin
  lot: Lot
  quantity: number
}
/** `unit/<unitId>`; `to` is set while it travels. */
export interface UnitRecord {
  v: 1
  holder: Actor
  to: Actor | null
  contents: UnitContent[]
  seq: number
  at: number
}
/** `packKeys` private collection, by keyId. */
export interface PackKeyRecord {
  v: 1
  key: string
  by: Msp
}
/** `request/<day>/<msp>/<uuid>` */
export interface RequestRecord {
  v: 1
  fn: string
  input: Hash
  event: LedgerEvent
}
