/**
 * The published language of the ledger: every transaction's input, result and event, and every record it leaves.
 * Contracts, follower, server and command line all speak these types and no others.
 *
 * Bytes are base64url without padding, times integer ms since 1970, dates `YYYY-MM-DD`, every number an integer.
 */
import type { Gln, Gtin, Lot } from './gs1/keys.ts'

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

// ── records: the world state ────────────────────────────────────────────────────────────────────────────────────

/** `organisations`: who votes. An organisation votes from the day it hosts an admitted participant. */
export interface OrganisationsRecord {
  v: 1
  voters: Msp[]
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
/** `vote/<proposal>/<org>` */
export interface VoteRecord {
  v: 1
  approve: boolean
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
/** `batch/<gtin>/<lot>`; at most 64 trees. */
export interface BatchRecord {
  v: 1
  gtin: Gtin
  lot: Lot
  expiresOn: string
  registrant: Gln
  /** ISO 3166-1 alpha-2 */
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

// ── transactions: input and event ───────────────────────────────────────────────────────────────────────────────

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

export interface PackTouchInput {
  packId: Hash
  gtin: Gtin
  lot: Lot
  /** The tag of touch number `seq` + 1. */
  tag: Hash
  /** Needed while the pack has no record: which tree of the batch (from 0), and the membership proof. */
  proof: { tree: number; bytes: string } | null
}
export interface PackTouchedEvent {
  packId: Hash
  gtin: Gtin
  lot: Lot
  state: PackState
  from: PackState
  move: PackMove | 'undo'
  org: Msp
  seq: number
  at: number
}

type PackTransactions = {
  [Move in PackMove as `pack:${Move}`]: {
    input: PackTouchInput
    event: { type: 'pack.touched' } & PackTouchedEvent
  }
}

/** `noun:verb` -> its input and its event. `secret` names the transient fields that go with it. */
export interface Transactions extends PackTransactions {
  'organisation:init': {
    input: {
      organisations: { msp: Msp; roles: Role[] }[]
      founder: { gln: Gln; msp: Msp; roles: Role[]; proof: Hash }
    }
    event: { type: 'organisations.initialised'; organisations: Msp[]; founder: Gln; at: number }
  }
  /** The first vote on a proposal is what proposes it; the deciding one writes the participant. */
  'participant:vote': {
    input: { proposal: Proposal; approve: boolean }
    event: {
      type: 'participant.voted'
      proposal: Hash
      gln: Gln
      approve: boolean
      outcome: 'open' | 'admitted' | 'rejected'
      at: number
    }
  }
  'site:register': {
    input: { gln: Gln; commitment: Hash }
    event: { type: 'site.registered'; gln: Gln; org: Msp; at: number }
  }
  'product:register': {
    input: Omit<ProductRecord, 'v' | 'at'>
    event: { type: 'product.registered'; gtin: Gtin; registrant: Gln; at: number }
  }
  /** secret: `packKey`, 32 bytes. */
  'packKey:deposit': {
    input: { keyId: Hash }
    event: { type: 'packKey.deposited'; keyId: Hash; at: number }
  }
  'packKey:delete': {
    input: { keyId: Hash }
    event: { type: 'packKey.deleted'; keyId: Hash; at: number }
  }
  'batch:register': {
    input: Omit<BatchRecord, 'v' | 'at'>
    event: { type: 'batch.registered'; gtin: Gtin; lot: Lot; at: number }
  }
  'batch:extend': {
    input: { gtin: Gtin; lot: Lot; registrant: Gln; packs: PackTree[] }
    event: { type: 'batch.extended'; gtin: Gtin; lot: Lot; trees: number; at: number }
  }
  'batch:recall': {
    input: { gtin: Gtin; lot: Lot; by: Gln; class: 1 | 2 | 3; reason: string }
    event: { type: 'batch.stopped'; gtin: Gtin; lot: Lot; kind: 'recalled'; at: number }
  }
  'batch:withdraw': {
    input: { gtin: Gtin; lot: Lot; by: Gln; class: 1 | 2 | 3; reason: string }
    event: { type: 'batch.stopped'; gtin: Gtin; lot: Lot; kind: 'withdrawn'; at: number }
  }
  'batch:lift': {
    input: { gtin: Gtin; lot: Lot; by: Gln; kind: StopKind; reason: string }
    event: { type: 'batch.lifted'; gtin: Gtin; lot: Lot; kind: StopKind; at: number }
  }
  'pack:undo': {
    input: { packId: Hash; opening: string; tag: Hash }
    event: { type: 'pack.touched' } & PackTouchedEvent
  }
  'unit:commission': {
    input: { unitId: Hash; tag: Hash; contents: UnitContent[] }
    event: { type: 'unit.commissioned'; unitId: Hash; at: number }
  }
  'unit:ship': {
    input: { unitId: Hash; opening: string; to: Actor }
    event: { type: 'unit.shipped'; unitId: Hash; to: Msp; at: number }
  }
  'unit:receive': {
    input: { unitId: Hash; opening: string; tag: Hash }
    event: { type: 'unit.received'; unitId: Hash; seq: number; at: number }
  }
  /** Takes once-only records older than 30 days out of the state. */
  'request:prune': {
    input: { keys: string[] }
    event: { type: 'requests.pruned'; count: number; at: number }
  }
}

export type TransactionName = keyof Transactions
export type TransactionInput<Fn extends TransactionName> = Transactions[Fn]['input']
export type TransactionEvent<Fn extends TransactionName> = Transactions[Fn]['event']
export type LedgerEvent = TransactionEvent<TransactionName>
