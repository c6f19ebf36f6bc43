/** What the use cases of this capability stand on; `app.ts` and the tests wire it up. */
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, Msp } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Replica } from '../ledger/replica.ts'
import type { Submitter } from '../ledger/submitter.ts'
import type { BatchReadStore } from './batchReadStore.ts'
import type { PackKeys } from './packKeys.ts'
import type { PackReadStore } from './packReadStore.ts'
import type { LeafStore } from './leaves/leafStore.ts'
import type { RegistrationStore } from './registration/store.ts'
import type { UnitStore } from './units/store.ts'

/** Where something is done: the organisation that signs and the premises. */
export interface Place {
  msp: Msp
  site: Gln
}

/** Openings and tags of the organisations on this server (participants keeps their secrets); 32 bytes each. */
export interface ActorTags {
  openingFor(place: Place, subjectId: Uint8Array, seq: number): Uint8Array
  tagFor(place: Place, subjectId: Uint8Array, seq: number): Uint8Array
  orgSecret(msp: Msp): Uint8Array
}

export interface BatchDeps {
  registrations: RegistrationStore
  units: UnitStore
  packReads: PackReadStore
  batchReads: BatchReadStore
  packKeys: PackKeys
  leaves: LeafStore
  /** Gives a leaf file to a node that verifies packs. @throws Unavailable where none takes it */
  handOver: (root: Hash) => Promise<void>
  replica: Replica
  submitter: Submitter
  actorTags: ActorTags
  /** ms since 1970. */
  clock: () => number
  /** Stem of the Digital Links on labels. */
  publicUrl: string
  /** The organisations of this node. */
  hosts: readonly Msp[]
}

/** What every change answers beside its own facts: where the ledger has it. */
export interface Recorded {
  height: number
  txId: string
  /** The same request had been answered before; nothing new happened. */
  repeated: boolean
}

export function recorded({ height, txId, repeated }: Recorded): Recorded {
  return { height, txId, repeated }
}
