/**
 * Splits an element string whose separators were lost. A medicine's code carries four elements, product, serial, lot
 * and expiry (Commission Delegated Regulation (EU) 2016/161, article 5; US 21 U.S.C. 360eee(14)): a split counts only
 * if it yields all four, once each, so that most texts can be split in no way or in one.
 */
import { aiEntryAt } from '../aiEntry.ts'
import { parseStrict } from '../parseStrict.ts'
import type { Element } from '../write.ts'

const needed = ['01', '10', '17', '21']
/** What else a medicine's code may carry: production date, one national number. Tried only when the four alone fit nowhere. */
const extra = ['11', '710', '711', '712', '713', '714', '715', '716', '717']

/** Longer texts are no medicine's: bounds the search. */
const maxLength = 120
const maxSplits = 6

/** Every way to read `data` (no AIM identifier; separators where they survived) as a whole medicine's code, six at most. */
export function splitsOf(data: string): Element[][] {
  if (data.length > maxLength) return []
  const splits: Element[][] = []
  collect(data, [], new Set(needed), splits)
  if (splits.length === 0) collect(data, [], new Set([...needed, ...extra]), splits)
  return splits
}

function collect(
  rest: string,
  before: readonly Element[],
  open: ReadonlySet<string>,
  splits: Element[][],
): void {
  if (splits.length >= maxSplits) return
  if (rest === '') {
    if (needed.every((ai) => !open.has(ai)) && isValid(before)) splits.push([...before])
    return
  }
  const entry = aiEntryAt(rest, 0)
  if (entry === null || !open.has(entry.ai)) return
  const left = new Set([...open].filter((ai) => ai !== entry.ai && !(isNational(ai) && isNational(entry.ai))))
  const start = entry.ai.length
  for (let length = entry.minLength; length <= entry.maxLength && start + length <= rest.length; length++) {
    const value = rest.slice(start, start + length)
    if (value.includes('\u001d')) return
    const after = rest.slice(start + length)
    const next = after.startsWith('\u001d') ? after.slice(1) : after
    if (next === '' || mayStart(next, left)) collect(next, [...before, { ai: entry.ai, value }], left, splits)
  }
}

function isNational(ai: string): boolean {
  return ai.startsWith('71')
}

function mayStart(data: string, open: ReadonlySet<string>): boolean {
  const entry = aiEntryAt(data, 0)
  return entry !== null && open.has(entry.ai)
}

function isValid(elements: readonly Element[]): boolean {
  return parseStrict('S', ']d2' + elements.map(({ ai, value }) => ai + value).join('\u001d')).ok
}
