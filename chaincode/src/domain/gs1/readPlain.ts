/**
 * The fast lane of `readScan`: a medicine’s four elements as an undamaged symbol holds them, read in about a microsecond where
 * reading anything takes tens. It answers exactly as `readScan` would without it, or declines.
 */
import { toCalendarDate } from './date.ts'
import { checkDigit, parseGtin, parseLot, parseSerial } from './keys.ts'
import type { MedicineReading } from './scanReading.ts'

/** Character set 82 without `<`, which opens the spellings of separators. */
const text20 = '([!"%-;=-?A-Z_a-z]{1,20})'
/**
 * 01 first; 17, 10 and 21 in any order, a separator where one is needed and nowhere else. An element that can stand in
 * three places has three groups; whether each of the four is there once is for the code below to say.
 */
const plain = new RegExp(
  `^(?:\\](?:C1|d2|e0|J1|Q3))?(01([0-9]{14})(?:17([0-9]{6}))?(10|21)${text20}\u001d(?:17([0-9]{6}))?(10|21)${text20}(?:\u001d17([0-9]{6}))?)$`,
)

/** null: for the general reader. `today`: YYYY-MM-DD. */
export function readPlain(text: string, today: string): MedicineReading | null {
  const match = plain.exec(text)
  // "Alt-029" is a spelling of the separator in letters that a serial may hold
  if (match === null || text.includes('Alt')) return null
  const [, elementString = '', digits = '', early, ai, value = '', between, otherAi, last = '', late] = match
  const expiry = early ?? between ?? late ?? ''
  const expiries = Number(early !== undefined) + Number(between !== undefined) + Number(late !== undefined)
  if (expiries !== 1 || ai === otherAi || !digits.endsWith(checkDigit(digits.slice(0, -1)))) return null
  // the product's own linear barcode may hang on the end: that has two readings
  if (late === undefined && last.endsWith(digits.replace(/^0/, ''))) return null
  const expiresOn = toCalendarDate(expiry, today)
  if (expiresOn === null) return null
  return {
    kind: 'medicine',
    gtin: parseGtin(digits),
    serial: parseSerial(ai === '21' ? value : last),
    lot: parseLot(ai === '10' ? value : last),
    expiresOn,
    elementString,
    repairs: [],
  }
}
