/**
 * What a rule answers when it says yes: the records to write and the one event. The contract stores and emits it; a
 * rule that says no throws RuleViolation, and nothing is written.
 */
import type { LedgerEvent, Msp } from './ledgerApi.ts'

/** Who acts and when: both from the ledger (creator's certificate, transaction timestamp), never from the input. */
export interface Act {
  readonly msp: Msp
  /** Integer ms since 1970. */
  readonly now: number
}

/** A record to put, or null to delete the key. */
export interface Write {
  readonly key: string
  readonly record: object | null
}

export interface Decision<Event extends LedgerEvent = LedgerEvent> {
  readonly writes: readonly Write[]
  /** Into a private collection. */
  readonly privateWrites?: readonly (Write & { readonly collection: string })[]
  readonly event: Event
}
