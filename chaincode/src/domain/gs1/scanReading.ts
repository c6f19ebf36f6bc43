import type { Gtin, Lot, Serial } from './keys.ts'

export const repairCodes = [
  'line-end',
  'separator-disguised',
  'separator-missing',
  'caps-lock',
  'azerty',
  'qwertz',
  'double-scan',
  'glued-ean',
] as const

export type RepairCode = (typeof repairCodes)[number]

/** One thing that was undone before the code could be read; `said` is a sentence for the person at the counter. */
export type Repair = { readonly code: RepairCode; readonly said: string }

/** What scanners add after every code changes no character of it: nobody has to look at that. */
const harmless: readonly RepairCode[] = ['line-end']

/** Whether a person must have seen it before the code is acted on. */
export function hasToBeSeen({ code }: { readonly code: RepairCode }): boolean {
  return !harmless.includes(code)
}

/**
 * What a scanned text means. A `medicine` and the `candidates` carry an element string that `parseStrict` accepts after
 * `]d2` (no AIM identifier, GS = U+001D between elements). `expiresOn` is YYYY-MM-DD: a day printed as 00 means the
 * last day of its month (GS1 General Specifications, AI 17). A reading with repairs may be acted on only after the
 * user confirmed those that have to be seen.
 */
export type ScanReading = MedicineReading | OtherReading | AmbiguousReading | UnreadableReading

export type MedicineReading = {
  readonly kind: 'medicine'
  readonly gtin: Gtin
  readonly serial: Serial | null
  readonly lot: Lot | null
  readonly expiresOn: string | null
  readonly elementString: string
  readonly repairs: readonly Repair[]
}

/** A code that is no trade item's: echoed as it came. */
export type OtherReading = { readonly kind: 'other'; readonly scan: string }

/** Two or more readings fit equally well: all are shown, none is guessed. */
export type AmbiguousReading = {
  readonly kind: 'ambiguous'
  readonly candidates: readonly { readonly elementString: string; readonly repairs: readonly Repair[] }[]
}

/** `reason` is what is wrong with the code, `advice` what the person can do next. */
export type UnreadableReading = {
  readonly kind: 'unreadable'
  readonly reason: string
  readonly advice: string
}

export type ReadScanOptions = {
  /** The reader's date, YYYY-MM-DD: decides the century of two-digit years. */
  readonly today: string
}
