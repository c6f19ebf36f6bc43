import { aiTable } from './aiTable.ts'

/** The linters' names as the Barcode Syntax Dictionary writes them: `lint/linters.ts` holds one function for each. */
export type LinterName =
  | 'csum'
  | 'csumalpha'
  | 'gcppos1'
  | 'gcppos2'
  | 'yymmd0'
  | 'yymmdd'
  | 'yyyymmdd'
  | 'hhmi'
  | 'hh'
  | 'mi'
  | 'ss'
  | 'iso3166'
  | 'iso3166999'
  | 'iso3166alpha2'
  | 'iso4217'
  | 'iso5218'
  | 'iban'
  | 'packagetype'
  | 'mediatype'
  | 'latitude'
  | 'longitude'
  | 'couponcode'
  | 'couponposoffer'
  | 'pieceoftotal'
  | 'posinseqslash'
  | 'zero'
  | 'nonzero'
  | 'nozeroprefix'
  | 'hasnondigit'
  | 'hyphen'
  | 'yesno'
  | 'winding'
  | 'importeridx'
  | 'pcenc'

/** N digits, X character set 82, Y character set 39, Z base64url. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z'

export type Component = {
  readonly set: CharacterSet
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly lint: readonly LinterName[]
}

/** One line of the dictionary: an AI, or a range of AIs that differ in their last digit. */
export type AiRow = {
  readonly first: string
  readonly last: string
  /** Needs a separator (FNC1, GS) before a following element. */
  readonly separator: boolean
  /** May be a query attribute of a Digital Link. */
  readonly attribute: boolean
  readonly components: readonly Component[]
  /** Each list must be met by one of its members; `01+21` means both, `35nn` any AI that starts with 35. */
  readonly requires: readonly (readonly string[])[]
  readonly excludes: readonly string[]
  /** null: no Digital Link key; else the sequences of qualifiers that may follow the key in the path. */
  readonly qualifiers: readonly (readonly string[])[] | null
  readonly title: string
}

export type AiEntry = AiRow & { readonly ai: string; readonly minLength: number; readonly maxLength: number }

const entries = new Map<string, AiEntry>(aiTable.flatMap(rangeOf).map((entry) => [entry.ai, entry]))

/** AIs that begin with the same two digits have the same length (GS1 General Specifications, figure 3.2-1). */
const lengthOfPrefix = new Map<string, number>([...entries.keys()].map((ai) => [ai.slice(0, 2), ai.length]))

function rangeOf(row: AiRow): AiEntry[] {
  const stem = row.first.slice(0, -1)
  const minLength = row.components.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0)
  const maxLength = row.components.reduce((sum, part) => sum + part.max, 0)
  const range: AiEntry[] = []
  for (let digit = Number(row.first.at(-1)); digit <= Number(row.last.at(-1)); digit++) {
    range.push({ ...row, ai: stem + String(digit), minLength, maxLength })
  }
  return range
}

/** The entry of exactly this AI, or null. */
export function aiEntry(ai: string): AiEntry | null {
  return entries.get(ai) ?? null
}

/** The entry whose AI stands in `data` at `position`, or null. */
export function aiEntryAt(data: string, position: number): AiEntry | null {
  const length = lengthOfPrefix.get(data.slice(position, position + 2))
  return length === undefined ? null : (entries.get(data.slice(position, position + length)) ?? null)
}

export function allEntries(): Iterable<AiEntry> {
  return entries.values()
}
