/**
 * The ledger as the server sees it. Two real ledgers stand behind it (embedded, Fabric), both held to `test/ledger/`.
 */
import type {
  Msp,
  TransactionEvent,
  TransactionInput,
  TransactionName,
} from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Membership } from '../platform/nodes/nodeIdentity.ts'
import type { LedgerLog } from './log/ledgerLog.ts'

export interface SubmitOptions {
  /** UUIDv7, stored by the caller before the first try; the same id happens once. */
  requestId: string
  /** The organisation that signs. */
  as: Msp
  /** Transient data: reaches the contract, is never stored in a block. */
  secret?: Readonly<Record<string, Uint8Array>>
}

export interface Receipt<Event> {
  event: Event
  /** Block that holds the transaction; for a repeat answered from the once-only record, the height it was answered at. */
  height: number
  txId: string
  repeated: boolean
}

/**
 * `submit` throws RuleViolation (nothing was written), `Unavailable` (outcomeKnown says whether it may have been), else a bug.
 * A conflict with a concurrent transaction is simulated anew up to five times before it becomes `Unavailable`.
 */
export interface Ledger {
  submit<Fn extends TransactionName>(
    fn: Fn,
    input: TransactionInput<Fn>,
    options: SubmitOptions,
  ): Promise<Receipt<TransactionEvent<Fn>>>
  /** Read-only call of a contract's query against the last committed block. */
  evaluate(query: string, input: unknown, options: { as: Msp }): Promise<unknown>
  /** Committed blocks in order from `fromHeight` (the first block is 0), waiting for new ones until `signal` aborts. */
  blocks(fromHeight: number, signal: AbortSignal): AsyncIterable<LedgerBlock>
  /** Number of committed blocks. */
  height(): Promise<number>
  /** A private value that was awaited when its block came; null: not yet. Absent where values always come with their blocks. */
  privateValue?(place: PrivateValuePlace): Promise<{ key: string; value: Uint8Array } | null>
  /**
   * What became of a request whose outcome was not known, by sending again what was signed for it; null: nothing did, and
   * nothing will. Absent where an outcome is always known. @throws Unavailable where it is still not known
   */
  settle?(requestId: string, options: { as: Msp }): Promise<Receipt<unknown> | null>
  close(): Promise<void>
}

/** A ledger as a server has it open: what capabilities may know of it beyond the port. */
export interface OpenLedger extends Ledger {
  readonly kind: 'embedded' | 'fabric'
  readonly log: LedgerLog
  /** In words, for people: who runs the ledger, and so what its signatures prove. */
  readonly operation: string
  /** The organisations that this server may submit as. */
  readonly hosts: readonly Msp[]
  /** How this server shows other nodes whose it is, and whose certificates it trusts. */
  readonly membership: Membership
}

/** Fabric's validation codes that both ledgers use (fabric-protos, TxValidationCode). */
export const validationCodes = {
  valid: 0,
  duplicateTxId: 9,
  mvccReadConflict: 11,
  phantomReadConflict: 12,
} as const

export interface LedgerBlock {
  height: number
  /** SHA-256 of the block header. */
  hash: Uint8Array
  /** Integer ms; the block's time, not its transactions'. */
  at: number
  transactions: LedgerTransaction[]
}

export interface LedgerTransaction {
  index: number
  txId: string
  /** Organisation of the creator's certificate. */
  by: Msp
  fn: string
  /** Canonical JSON. */
  input: string
  requestId: string
  /** The transaction's timestamp, integer ms. */
  at: number
  code: number
  /** `<version>#<sha256 of the packaged chaincode>` */
  contract: string
  event: { name: string; payload: Uint8Array } | null
  /** In key order; null deletes. Empty unless `code` is valid. */
  writes: { key: string; value: Uint8Array | null }[]
  privateWrites: PrivateWrite[]
}

/** Hashes are in every block; key and value only where this organisation is a member of the collection and holds them. */
export interface PrivateWrite {
  collection: string
  keyHash: Uint8Array
  valueHash: Uint8Array | null
  key: string | null
  value: Uint8Array | null
  /** This server should hold the value, and it has not come: ask `privateValue` later. */
  awaited?: true
}

/** Of a private write in a block. */
export interface PrivateValuePlace {
  height: number
  index: number
  collection: string
  keyHash: Uint8Array
  valueHash: Uint8Array
}
