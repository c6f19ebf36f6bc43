/** Transactions whose contract was run again, and why others were not. */
export interface RulesTally {
  checked: number
  skipped: {
    /** Written by other contracts than the installed. */
    otherContract: number
    /** Needed transient data or a private value, which blocks do not hold. */
    secret: number
    /** Not valid, so nothing was written. */
    invalid: number
  }
}

/** What an audit of a ledger found, embedded or of a Fabric channel. */
export interface Verification {
  ok: boolean
  /** The first thing that does not fit; null when everything does. */
  fault: { block: number | null; key: string | null; reason: string } | null
  /** Blocks, transactions of Veritrail's chaincode and log entries that fit. */
  height: number
  transactions: { valid: number; invalid: number }
  logSize: number
  /** Root of the log in base64, as checkpoints print it. */
  root: string
  /** null where the contracts were not run again. */
  rules: RulesTally | null
  /** In words: what this shows, and what it does not. */
  statements: string[]
}
