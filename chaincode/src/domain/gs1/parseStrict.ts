/**
 * The strict reader: agrees with GS1's Barcode Syntax Engine (gs1/gs1-syntax-engine 1.x: unknown AIs refused, required
 * pairs checked, GTINs not shortened). Codes are read and answered as UTF-8 bytes, one character a byte, up to the first
 * NUL. No difference is known but one that no bytes can show: a lone surrogate, which has no UTF-8, is read as U+FFFD.
 */
import { checkAssociations } from './strict/checkAssociations.ts'
import { readBracketed } from './strict/readBracketed.ts'
import { toByteString } from './strict/toByteString.ts'
import { isWebAddress, readDigitalLink } from './strict/readDigitalLink.ts'
import { readElementString } from './strict/readElementString.ts'
import { bracketedForm, digitalLinkForm } from './strict/normalForms.ts'
import { elementsOf, addItem, maxBytes, type Item } from './strict/parsedCode.ts'
import { readScanData } from './strict/readScanData.ts'
import { refuse, SyntaxFault } from './strict/syntaxFault.ts'
import type { Element } from './write.ts'

/** S: scan data with its AIM symbology identifier; D: text of a QR Code, such as a Digital Link; A: bracketed element string. */
export type StrictMode = 'S' | 'D' | 'A'

/** `ai` and `dl` are null where the code has no GS1 meaning, or none that a Digital Link can carry; `scan` is what a reader would send. */
export type StrictReading =
  | {
      readonly ok: true
      readonly elements: readonly Element[]
      readonly ai: string | null
      readonly dl: string | null
      readonly scan: string
    }
  | { readonly ok: false; readonly err: string }

export const canonicalStem = 'https://id.example.org'

/** The engine's messages end here. */
const maxSentence = 511

/** Scan data and QR texts with more characters than this are refused whatever follows, so the rest need not be encoded. */
const enough = maxBytes + 4

/** Never throws, whatever `text` is. */
export function parseStrict(mode: StrictMode, text: string): StrictReading {
  try {
    const { items, scan } = readers[mode](toByteString(mode === 'A' ? text : text.slice(0, enough)))
    checkAssociations(items)
    return {
      ok: true,
      elements: elementsOf(items).map(({ entry, value }) => ({ ai: entry.ai, value })),
      ai: bracketedForm(items),
      dl: digitalLinkForm(items, canonicalStem),
      scan,
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error
    return { ok: false, err: error.message.slice(0, maxSentence) }
  }
}

type Reader = (text: string) => { items: Item[]; scan: string }

const readers: Readonly<Record<StrictMode, Reader>> = {
  S: (text) => ({ items: readScanData(text), scan: text }),
  D: readQrText,
  A: readBracketedText,
}

/** A QR Code's text: a web address must be a Digital Link; `^...` is an element string; anything else is plain. */
function readQrText(text: string): { items: Item[]; scan: string } {
  if (text.length > maxBytes) refuse(`Maximum data length is ${String(maxBytes)} characters`)
  if (isWebAddress(text)) return { items: readDigitalLink(text), scan: `]Q1${text}` }
  const items: Item[] = []
  const bar = text.indexOf('|')
  const linear = bar === -1 ? text : text.slice(0, bar)
  if (linear.startsWith('^')) readElementString(linear, items)
  if (bar !== -1) {
    addItem(items, { kind: 'composite' })
    readElementString(text.slice(bar + 1), items)
  }
  // A leading backslash lets plain data begin with `^`.
  const plain = text.replace(/^\\(?=\\*\^)/, '')
  return { items, scan: linear.startsWith('^') ? `]Q3${readerForm(linear)}` : `]Q1${plain}` }
}

/** As a DataMatrix reader would send it: a composite component is not in that symbol. */
function readBracketedText(text: string): { items: Item[]; scan: string } {
  const items: Item[] = []
  const bar = text.indexOf('|')
  const linear = readBracketed(bar === -1 ? text : text.slice(0, bar), items)
  if (bar !== -1) {
    addItem(items, { kind: 'composite' })
    readBracketed(text.slice(bar + 1), items)
  }
  return { items, scan: `]d2${readerForm(linear)}` }
}

/** FNC1 in first position is in the symbology identifier; later ones are sent as GS. */
function readerForm(data: string): string {
  return data.slice(1).replaceAll('^', '\u001d')
}
