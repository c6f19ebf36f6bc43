import type { FiledCheckpoint } from './checkpointFiles.ts'

/** The ledger's log as others use it; equal in front of both ledgers. */
export interface LedgerLog {
  /** Number of entries: one for each valid transaction. */
  readonly size: number
  /** RFC 6962 root of the first `size` entries; of all by default. */
  root(size?: number): Uint8Array
  /** RFC 6962 audit path of entry `index` in the log of `size` entries. RangeError where there is none. */
  inclusion(index: number, size: number): Uint8Array[]
  /** RFC 6962 consistency proof between two sizes, 0 < first <= second. RangeError where there is none. */
  consistency(first: number, second: number): Uint8Array[]
  /** The entry's canonical JSON (logEntry.ts). RangeError where there is none. */
  entry(index: number): Uint8Array
  /** Place in the log of a valid transaction; null where the id is unknown or the transaction was not valid. */
  indexOf(txId: string): number | null
  /** A checkpoint of the log as it is now, signed, kept and returned: C2SP tlog-checkpoint text. */
  checkpoint(): string
  /** The newest checkpoint that was kept. */
  latestCheckpoint(): string | null
  /** The newest that were kept and are whole, newest first; only those before the one named `before`. */
  checkpoints(limit: number, before?: string): FiledCheckpoint[]
  /** Ed25519 signature with the key of `verifierKey`; a statement names its own purpose, and cannot be read as a checkpoint. */
  signStatement(statement: Uint8Array): Uint8Array
  /** C2SP signed-note verifier key (`name+keyid+key`): what a reader of checkpoints has to trust. */
  readonly verifierKey: string
}
