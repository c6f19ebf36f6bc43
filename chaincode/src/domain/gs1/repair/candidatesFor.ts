import { isAscii } from '../strict/toByteString.ts'
import { checkDigit } from '../keys.ts'
import { readDirect } from './readDirect.ts'
import { repair } from './repair.ts'
import { undisguise } from './undisguise.ts'
import { splitsOf } from './splitsOf.ts'
import type { Repair } from '../scanReading.ts'
import { toElementString, type Element } from '../write.ts'

/** One way to read a text as a trade item's code. */
export type Candidate = {
  readonly elementString: string
  readonly elements: readonly Element[]
  readonly repairs: readonly Repair[]
}

/** Every way to read `text` that needs no change of keyboard layout; none where it cannot be read, as beyond ASCII. */
export function candidatesFor(text: string): Candidate[] {
  const { text: scan, repairs } = undisguise(text)
  if (!isAscii(scan)) return []
  const oneLine = scan.replace(/[\r\n]+/g, '')
  const found = readOnce(scan)
  const candidates = found.length > 0 ? withGluedEnd(found) : [...readTwice(oneLine), ...readGlued(oneLine)]
  return distinct(
    candidates.map((candidate) => ({ ...candidate, repairs: [...repairs, ...candidate.repairs] })),
  )
}

/** As it stands; and where no separator came through, as it can be split into a whole medicine's code. */
function readOnce(scan: string): Candidate[] {
  const direct = readDirect(scan)
  const read = direct.kind === 'elements' ? direct.elements : []
  if (has(read, '01') && scan.includes('\u001d')) return [candidate(read, [])]
  const splits = splitsOf(scan.replace(/^\](?:C1|d[12]|e0|J1|Q[13])|^\u001d+/, '')).map((elements) =>
    candidate(elements, [repair('separator-missing')]),
  )
  if (!has(read, '01')) return direct.kind === 'elements' ? [] : splits
  const asItStands = [candidate(read, [])]
  if (splits.length === 0) return asItStands
  // Law asks for serial and expiry: a reading without them gives way to one that finds both in the same characters.
  if (!has(read, '21') || !has(read, '17')) return splits
  return has(read, '10') ? asItStands : [...asItStands, ...splits]
}

/** The same code twice: what follows its first half is the first half again. */
function readTwice(scan: string): Candidate[] {
  const half = scan.slice(0, scan.length / 2)
  if (half === '' || scan !== half + half) return []
  return readOnce(half).map((once) => withRepair(once, 'double-scan'))
}

/** Linear barcodes of trade items: EAN-13, EAN-8, UPC-A, ITF-14. */
const eanLengths = [13, 8, 12, 14]
const eanIdentifier = /\](?:E0|E4|I1)$/

type Glued = { readonly gtin: string; readonly code: Candidate }

/** Every way to see in `scan` a linear barcode's digits, with or without their identifier, before or after a code that can be read. */
function gluedIn(scan: string): Glued[] {
  const body = scan.replace(/^\](?:E0|E4|I1)/, '')
  return eanLengths.flatMap((length) => [
    ...gluedTo(body.slice(0, length), body.slice(length)),
    ...gluedTo(scan.slice(-length), scan.slice(0, -length).replace(eanIdentifier, '')),
  ])
}

function gluedTo(ean: string, rest: string): Glued[] {
  if (!/^[0-9]{8,}$/.test(ean) || checkDigit(ean.slice(0, -1)) !== ean.at(-1)) return []
  return readOnce(rest).map((code) => ({ gtin: ean.padStart(14, '0'), code }))
}

/** The code with its own product's linear barcode before or after it; another product's would be another pack. */
function readGlued(scan: string): Candidate[] {
  return gluedIn(scan)
    .filter(({ gtin, code }) => valueOf(code.elements, '01') === gtin)
    .map(({ code }) => withRepair(code, 'glued-ean'))
}

/** Different codes in one scan: on lines of their own, or a linear barcode of another product beside a code. */
export function holdsSeveralCodes(scan: string): boolean {
  const lines = new Set(scan.split(/[\r\n]+/, 3).filter((line) => readOnce(line).length > 0))
  return lines.size > 1 || gluedIn(scan).length > 0
}

/** A readable code whose last value ends with the product's own EAN may have swallowed it: both readings are offered. */
function withGluedEnd(found: readonly Candidate[]): Candidate[] {
  return found.flatMap((code) => {
    const ean = valueOf(code.elements, '01')?.replace(/^0/, '') ?? ''
    const last = code.elements.at(-1)
    if (last === undefined || last.ai === '01' || !last.value.endsWith(ean) || last.value === ean)
      return [code]
    const shortened = { ai: last.ai, value: last.value.slice(0, -ean.length) }
    const without = candidate([...code.elements.slice(0, -1), shortened], code.repairs)
    return [code, withRepair(without, 'glued-ean')]
  })
}

function candidate(elements: readonly Element[], repairs: readonly Repair[]): Candidate {
  return { elements, elementString: toElementString(elements), repairs }
}

function withRepair(code: Candidate, what: 'double-scan' | 'glued-ean'): Candidate {
  return { ...code, repairs: [...code.repairs, repair(what)] }
}

/** One for each element string, the first found. */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
  const byString = new Map<string, Candidate>()
  for (const code of candidates) if (!byString.has(code.elementString)) byString.set(code.elementString, code)
  return [...byString.values()]
}

function has(elements: readonly Element[], ai: string): boolean {
  return elements.some((element) => element.ai === ai)
}

export function valueOf(elements: readonly Element[], ai: string): string | undefined {
  return elements.find((element) => element.ai === ai)?.value
}
