/**
 * What the server objects to in a field, found by its own words: those are exact, and English. What is told of it stands in
 * `problems.json` under the same name; named groups fill its gaps.
 */
const reasons = {
  // The ledger's parsers and the HTTP door's (zod's words begin with a capital letter).
  missing: [/^is missing$/, /^Invalid input: .* received undefined$/],
  empty: [/^Too small: expected string/],
  length: [/^must (?:be|have) (?<min>\d+) to (?<max>\d+) characters$/],
  tooLong: [/^Too big: expected string to have <=(?<max>\d+) characters$/],
  controls: [/^must not hold control characters$/],
  edges: [/^must not begin or end with a space$/],
  range: [/^must be an integer from (?<min>\d+) to (?<max>\d+)$/],
  tooLow: [/^Too small: expected number to be >=(?<min>-?\d+)$/],
  tooHigh: [/^Too big: expected number to be <=(?<max>-?\d+)$/],
  digits: [/^must be (?<digits>[\d, ]+) digits$/],
  checkDigit: [/^check digit must be (?<digit>\d)$/],
  code20: [/^must be 1 to 20 characters of GS1 character set 82$/],
  date: [/^must be a date[, ]/, /^is no day of the calendar$/],
  expiryTooFar: [/^two digits must tell the year/],
  endsTooEarly: [/^is before validFrom$/],
  twice: [/^stands twice$/, /^holds an item twice$/],
  email: [/^is not an e-mail address$/],
  isEmail: [/^must not be the e-mail address$/],
  country: [/ISO 3166-1 alpha-2$/],
  packsInBatch: [/^the batch has (?<packs>\d+) packs$/],
  otherScan: [/^is not the code of a medicine$/],
  severalWays: [/^can be read in several ways/],
  noSerial: [/^has no serial number$/],
} as const satisfies Record<string, readonly RegExp[]>

export type ReasonName = keyof typeof reasons
export const reasonNames = Object.keys(reasons) as ReasonName[]

/** null where the words are none that a person meets here. */
export function readReason(
  words: string,
): { name: ReasonName; gaps: Readonly<Record<string, unknown>> } | null {
  for (const name of reasonNames) {
    for (const pattern of reasons[name]) {
      const found = pattern.exec(words)
      if (found !== null) return { name, gaps: { ...found.groups } }
    }
  }
  return null
}

/** `contents[0].lot` is called what `lot` is. */
export function lastName(field: string): string {
  return /[A-Za-z]\w*(?=[^A-Za-z]*$)/.exec(field)?.[0] ?? field
}
