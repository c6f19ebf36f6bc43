/**
 * What a reader sends: `]`, a symbology identifier of two characters, then the data.
 * Source: ISO/IEC 15424 (symbology identifiers); GS1 General Specifications 5.1.2 and figure 5.1.2-1.
 */
import { isWebAddress, readDigitalLink } from './readDigitalLink.ts'
import { readElementString } from './readElementString.ts'
import { checkDigit } from '../keys.ts'
import { maxBytes, type Item } from './parsedCode.ts'
import { refuse } from './syntaxFault.ts'

type Contents = 'elements' | 'plain' | 'ean'

/** Identifiers that mean FNC1 in first position carry element strings; the plain ones may carry a web address. */
const contentsOf: Readonly<Record<string, Contents>> = {
  ']C1': 'elements',
  ']e0': 'elements',
  ']d1': 'plain',
  ']d2': 'elements',
  ']Q1': 'plain',
  ']Q3': 'elements',
  ']J0': 'plain',
  ']J1': 'elements',
  ']E0': 'ean',
  ']E4': 'ean',
}

const composite = '|]e0'

/** The items of scan data (a byte string); plain data has none. Throws SyntaxFault. */
export function readScanData(scan: string): Item[] {
  if (!scan.startsWith(']') || scan.length < 3) refuse('Missing symbology identifier')
  const identifier = scan.slice(0, 3)
  const contents = contentsOf[identifier]
  if (contents === undefined) refuse('Unsupported symbology identifier')
  const data = scan.slice(3)
  if (data.length >= maxBytes) refuse(`Maximum data length is ${String(maxBytes - 1)} characters`)
  if (contents === 'elements') return readReaderElements(data)
  if (contents === 'ean') return readEan(data, identifier === ']E0' ? 13 : 8)
  return isWebAddress(data) ? readDigitalLink(data) : []
}

/** Readers send FNC1 as GS; `^` must not be taken for it. */
function readReaderElements(data: string): Item[] {
  if (data.includes('^')) refuse('Scan data contains illegal ^ character')
  return readElementString(`^${data.replaceAll('\u001d', '^')}`)
}

/** An EAN's digits have no elements of their own; a composite component behind them has. */
function readEan(data: string, length: 8 | 13): Item[] {
  if (data.length < length) refuse('Primary scan data is too short')
  const primary = data.slice(0, length)
  const isComposite = data.startsWith(composite, length)
  if (data.length > length && !isComposite) refuse('Primary message is too long')
  if (!/^[0-9]+$/.test(primary)) refuse('Primary message may only contain digits')
  if (checkDigit(primary.slice(0, -1)) !== primary.at(-1)) {
    refuse('Primary message check digit is incorrect')
  }
  return isComposite ? readReaderElements(data.slice(length + composite.length)) : []
}
