/**
 * The published language of the ledger: every transaction's input, result and event, and (records.ts) every record it
 * leaves. Contracts, follower, server and command line all speak these types and no others; parseInput.ts reads them.
 *
 * Bytes are base64url without padding, times integer ms since 1970, dates `YYYY-MM-DD`, every number an integer.
 */
import type { Gln, Gtin, Lot } from './gs1/keys.ts'
import type * as records from './records.ts'
import type { Actor, Hash, Msp, PackMove, PackState, PackTree, Proposal, Role } from './records.ts'
import type { StopKind, UnitContent, VoteOutcome } from './records.ts'

export * from './records.ts'

// ── transactions: input and event ───────────────────────────────────────────────────────────────────────────────

export interface PackTouchInput {
  packId: Hash
  gtin: Gtin
  lot: Lot
  /** The number of this touch, one more than the record's; 1 for a pack without a record. */
  seq: number
  /** Of touch number `seq`. */
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
      outcome: VoteOutcome
      at: number
    }
  }
  'site:register': {
    input: { gln: Gln; commitment: Hash }
    event: { type: 'site.registered'; gln: Gln; org: Msp; at: number }
  }
  'product:register': {
    input: Omit<records.ProductRecord, 'v' | 'at'>
    event: { type: 'product.registered'; gtin: Gtin; registrant: Gln; at: number }
  }
  /** The key id is made of the public key, by the contract. */
  'signingKey:register': {
    input: Pick<records.SigningKeyRecord, 'participant' | 'publicKey' | 'validFrom' | 'validUntil'>
    event: { type: 'signingKey.registered'; participant: Gln; keyId: string; at: number }
  }
  'signingKey:revoke': {
    input: { participant: Gln; keyId: string }
    event: { type: 'signingKey.revoked'; participant: Gln; keyId: string; at: number }
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
    input: Omit<records.BatchRecord, 'v' | 'at'>
    event: { type: 'batch.registered'; gtin: Gtin; lot: Lot; at: number }
  }
  'batch:extend': {
    input: { gtin: Gtin; lot: Lot; registrant: Gln; packs: PackTree[] }
    event: { type: 'batch.extended'; gtin: Gtin; lot: Lot; trees: number; at: number }
  }
  'batch:recall': {
    input: { gtin: Gtin; lot: Lot; by: Gln; class: 1 | 2 | 3; reason: string }
    event: { type: 'batch.stopped'; gtin: Gtin; lot: Lot; kind: StopKind; at: number }
  }
  'batch:withdraw': {
    input: { gtin: Gtin; lot: Lot; by: Gln; class: 1 | 2 | 3; reason: string }
    event: { type: 'batch.stopped'; gtin: Gtin; lot: Lot; kind: StopKind; at: number }
  }
  'batch:lift': {
    input: { gtin: Gtin; lot: Lot; by: Gln; kind: StopKind; reason: string }
    event: { type: 'batch.lifted'; gtin: Gtin; lot: Lot; kind: StopKind; at: number }
  }
  'pack:undo': {
    input: { packId: Hash; opening: string; seq: number; tag: Hash }
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

/**
 * What a submit answers, as canonical JSON. `repeated`: the event is that of an earlier transaction with this request
 * id; this one wrote nothing and need not be ordered.
 */
export interface SubmitAnswer<Fn extends TransactionName = TransactionName> {
  event: TransactionEvent<Fn>
  repeated: boolean
}

/** Query -> its input and the record it answers (null where there is none), as canonical JSON. */
export interface Queries {
  'organisation:read': { input: { msp: Msp }; answer: records.OrganisationRecord | null }
  'participant:read': { input: { gln: Gln }; answer: records.ParticipantRecord | null }
  'product:read': { input: { gtin: Gtin }; answer: records.ProductRecord | null }
  'batch:read': { input: { gtin: Gtin; lot: Lot }; answer: records.BatchRecord | null }
  'pack:read': { input: { packId: Hash }; answer: records.PackRecord | null }
  'unit:read': { input: { unitId: Hash }; answer: records.UnitRecord | null }
}
export type QueryName = keyof Queries
export type QueryInput<Query extends QueryName> = Queries[Query]['input']
