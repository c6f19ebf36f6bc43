/**
 * The tolerant reader, for people: whatever a camera or a wedge scanner delivers becomes a medicine's code, with what
 * had to be undone, or a reason why not. Every reading it gives was accepted by `parseStrict`.
 */
import {
  candidatesFor,
  distinct,
  holdsSeveralCodes,
  valueOf,
  type Candidate,
} from './repair/candidatesFor.ts'
import { toCalendarDate } from './date.ts'
import { parseGtin, parseLot, parseSerial } from './keys.ts'
import { undoneKeys, type TypedText } from './repair/undoneKeys.ts'
import { readPlain } from './readPlain.ts'
import { readDirect } from './repair/readDirect.ts'
import { repair } from './repair/repair.ts'
import type {
  MedicineReading,
  ReadScanOptions,
  Repair,
  ScanReading,
  UnreadableReading,
} from './scanReading.ts'
import { undisguise } from './repair/undisguise.ts'

/** Longer than any symbol can hold (QR version 40: 7,089 digits). */
const maxLength = 8191
const maxCandidates = 6
/** Of what is left of a code with its keys undone, likelier first: each costs a search of the records. */
const maxUndone = 12

/** Reads what a person scanned or typed. Never throws, whatever `text` is. */
export function readScan(text: string, options: ReadScanOptions): ScanReading {
  return readPlain(text, options.today) ?? readAny(text, options)
}

/** `readScan` without its fast lane, which must never answer otherwise. */
export function readAny(text: string, options: ReadScanOptions): ScanReading {
  if (text.length > maxLength) return unreadable('The text is longer than any code.')
  const scan = text.trim()
  for (const level of undoneKeys(scan)) {
    const found = candidatesAmong(level, lineEndOf(text))
    const [only] = found
    if (only !== undefined) return found.length === 1 ? medicine(only, options.today) : ambiguous(found)
  }
  return refusal(scan) ?? { kind: 'other', scan: text }
}

/**
 * What a text that reads well may say besides, if its keys are undone all the same: where digits stay digits, caps lock or another
 * layout only makes another lot or serial of the letters, which nothing but the records can tell. `readScan` guesses nothing of
 * this kind; whoever holds the records asks them about each. Likelier first, 12 at most, each different from `plain`, each
 * with the repairs that lead to it. Never throws.
 */
export function readUndone(
  text: string,
  plain: MedicineReading,
  { today }: ReadScanOptions,
): MedicineReading[] {
  if (text.length > maxLength) return []
  return candidatesAmong([...undoneKeys(text.trim())].flat(), lineEndOf(text))
    .filter(({ elementString }) => elementString !== plain.elementString)
    .slice(0, maxUndone)
    .map((code) => medicine(code, today))
}

function candidatesAmong(typed: readonly TypedText[], lineEnd: readonly Repair[]): Candidate[] {
  return distinct(
    typed.flatMap(({ text, repairs }) =>
      candidatesFor(text).map((code) => ({ ...code, repairs: [...lineEnd, ...repairs, ...code.repairs] })),
    ),
  )
}

function lineEndOf(text: string): Repair[] {
  return /[\r\n]$/.test(text) ? [repair('line-end')] : []
}

function medicine({ elements, elementString, repairs }: Candidate, today: string): MedicineReading {
  const serial = valueOf(elements, '21')
  const lot = valueOf(elements, '10')
  const expiry = valueOf(elements, '17')
  return {
    kind: 'medicine',
    gtin: parseGtin(valueOf(elements, '01') ?? ''),
    serial: serial === undefined ? null : parseSerial(serial),
    lot: lot === undefined ? null : parseLot(lot),
    expiresOn: expiry === undefined ? null : toCalendarDate(expiry, today),
    elementString,
    repairs,
  }
}

function ambiguous(found: readonly Candidate[]): ScanReading {
  const candidates = found.slice(0, maxCandidates)
  return {
    kind: 'ambiguous',
    candidates: candidates.map(({ elementString, repairs }) => ({ elementString, repairs })),
  }
}

/** How a medicine's code begins, its separators being GS; anything else may be any other text. */
const looksLikeGs1 = /^(?:\](?:C1|d2|e0|J1|Q3)|\u001d|\(?01\)?[0-9]{12}|\[\)>|https?:)/i

/** Nothing fits: the first reading that looks like a medicine's code says why not; null where the text is something other. */
function refusal(scan: string): UnreadableReading | null {
  for (const level of undoneKeys(scan)) {
    for (const typed of level) {
      const { text } = undisguise(typed.text)
      const direct = readDirect(text)
      if (direct.kind !== 'fault') return null
      if (holdsSeveralCodes(text)) return unreadable('Codes of different products were scanned together.')
      if (looksLikeGs1.test(text) || /^[0-9]{12,14}$/.test(text)) return unreadable(direct.reason)
    }
  }
  return null
}

const advices: readonly (readonly [fault: RegExp, advice: string])[] = [
  [
    /check digit|check-character/,
    'A character was misread. Scan again, or type the code printed beside the symbol.',
  ],
  [
    /too long|No known AI|incorrect length|illegal \^/,
    'A separator seems lost. Set the scanner to send GS, then scan again.',
  ],
  [/together/, 'Scan one code at a time.'],
  [/date|time/, 'The date on the pack cannot exist. Compare it with the printed text and tell the maker.'],
]

function unreadable(reason: string): UnreadableReading {
  const advice = advices.find(([fault]) => fault.test(reason))?.[1]
  return {
    kind: 'unreadable',
    reason,
    advice: advice ?? 'Scan again, or type the code printed beside the symbol.',
  }
}
