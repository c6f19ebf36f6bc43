/** Reads one text as it stands, in any form that a medicine's code may come in; all of them end in the strict reader. */
import { openEnvelope, readFormat06 } from './ifaCode.ts'
import { parseStrict, type StrictMode, type StrictReading } from '../parseStrict.ts'
import { SyntaxFault } from '../strict/syntaxFault.ts'
import type { Element } from '../write.ts'

/** `elements`: what it says; `other`: it has no GS1 meaning; `fault`: it has, but breaks a rule. */
export type DirectReading =
  | { readonly kind: 'elements'; readonly elements: readonly Element[] }
  | { readonly kind: 'other' }
  | { readonly kind: 'fault'; readonly reason: string }

const elementIdentifiers = /^\](?:C1|d2|e0|J1|Q3)/
const plainIdentifiers = /^\](?:C0|d1|E0(?=[0-9]{13}$)|E4(?=[0-9]{8}$)|J0|Q1|A0)/
const other: DirectReading = { kind: 'other' }

/** `text` has no line end and its separators are GS. */
export function readDirect(text: string): DirectReading {
  if (elementIdentifiers.test(text)) return strictly('S', text)
  if (text.startsWith('(')) return strictly('A', padded(text, /\(01\)([0-9]{12,13}|[0-9]{8})(?=\(|$)/g))
  const bare = text.replace(plainIdentifiers, '')
  if (/^https?:\/\//i.test(bare)) return readWebAddress(bare)
  const message = openEnvelope(bare)
  if (message !== null) return readMessage(message)
  if (/^[0-9]+$/.test(bare) && [8, 12, 13, 14].includes(bare.length)) return readNumber(bare)
  // Some readers send the FNC1 in first position as GS.
  return strictly('S', `]d2${bare.replace(/^\u001d+/, '')}`)
}

function strictly(mode: StrictMode, text: string): DirectReading {
  return fromStrict(parseStrict(mode, text))
}

function fromStrict(reading: StrictReading): DirectReading {
  if (!reading.ok) return { kind: 'fault', reason: reading.err }
  return reading.elements.length === 0 ? other : { kind: 'elements', elements: reading.elements }
}

/** GTIN-8, -12 and -13 are padded to 14 digits (GS1 General Specifications 3.3.2). */
function padded(text: string, gtin: RegExp): string {
  return text.replace(gtin, (element, digits: string) => element.replace(digits, digits.padStart(14, '0')))
}

/** Faults that mean the address is nobody's Digital Link, rather than a bad one. */
const noDigitalLink = /^(?:No GS1 DL keys|URI must contain|Domain contains)/

function readWebAddress(uri: string): DirectReading {
  const address = uri.replace(/^https?/i, (scheme) => scheme.toLowerCase())
  const reading = strictly('D', padded(address, /\/01\/([0-9]{12,13}|[0-9]{8})(?=[/?#]|$)/g))
  return reading.kind === 'fault' && noDigitalLink.test(reading.reason) ? other : reading
}

function readMessage({ format, body }: { format: '05' | '06'; body: string }): DirectReading {
  if (format === '05') return strictly('S', `]d2${body}`)
  try {
    const elements = readFormat06(body)
    if (elements.length === 0) return other
    return strictly('S', `]d2${elements.map(({ ai, value }) => ai + value).join('\u001d')}`)
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error
    return { kind: 'fault', reason: error.message }
  }
}

/** The digits of a linear barcode, or typed in: a GTIN and nothing else. */
function readNumber(digits: string): DirectReading {
  const reading = strictly('S', `]d201${digits.padStart(14, '0')}`)
  // Eight digits with a wrong check digit are rather some other number.
  return reading.kind === 'fault' && digits.length === 8 ? other : reading
}
