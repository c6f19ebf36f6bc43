/**
 * German packs that are not GS1: IFA's coding in an ISO/IEC 15434 message of format 05 (GS1 application identifiers)
 * or 06 (ASC MH10 data identifiers). Sources: IFA Coding System, PPN code specification for retail packages; ISO/IEC
 * 15434; ANSI MH10.8.2 (9N, 1T, D, S, 8P).
 */
import { checkDigit } from '../keys.ts'
import { refuse } from '../strict/syntaxFault.ts'
import type { Element } from '../write.ts'

const envelope = /^\[\)>\u001e(0[56])\u001d([^\u001e\u0004]*)\u001e?\u0004?$/

/** Format and body of an ISO/IEC 15434 message, or null where `text` is none. */
export function openEnvelope(text: string): { format: '05' | '06'; body: string } | null {
  const match = envelope.exec(text)
  if (match === null) return null
  return { format: match[1] === '05' ? '05' : '06', body: match[2] ?? '' }
}

/** The data identifiers of a pack; MH10 knows many more, which say nothing about which pack it is. */
const identifiers: Readonly<Record<string, string>> = { '9N': '01', '8P': '01', '1T': '10', D: '17', S: '21' }

/** The elements that a format 06 body means, with the NTIN as product; throws SyntaxFault naming the identifier. */
export function readFormat06(body: string): Element[] {
  const elements: Element[] = []
  for (const field of body.split('\u001d')) {
    const [, identifier = '', value = ''] = /^([0-9]*[A-Z])(.*)$/.exec(field) ?? []
    const ai = identifiers[identifier]
    if (ai === undefined) continue
    const element = { ai, value: valueOf(identifier, value) }
    if (!elements.some((other) => other.ai === ai && other.value === element.value)) elements.push(element)
  }
  return elements
}

/** 9N holds a PPN, 8P a GTIN of any length; other values stay as they are. */
function valueOf(identifier: string, value: string): string {
  if (identifier === '9N') return ntinOf(value)
  return identifier === '8P' && /^[0-9]{8,13}$/.test(value) ? value.padStart(14, '0') : value
}

/** The GTIN-14 that a PPN with a PZN stands for: 0 4150 PZN8 check digit. Throws SyntaxFault where a check fails. */
export function ntinOf(ppn: string): string {
  if (!/^[0-9A-Z]{4,22}$/.test(ppn)) refuse('Data identifier 9N: not a Pharmacy Product Number')
  if (ppnCheckDigits(ppn.slice(0, -2)) !== ppn.slice(-2)) {
    refuse('Data identifier 9N: the check digits of the Pharmacy Product Number are incorrect')
  }
  const [, pzn] = /^11([0-9]{8})[0-9]{2}$/.exec(ppn) ?? []
  if (pzn === undefined) refuse('Data identifier 9N: this Pharmacy Product Number holds no PZN8')
  if (pznCheckDigit(pzn.slice(0, -1)) !== pzn.at(-1)) {
    refuse('Data identifier 9N: the check digit of the PZN is incorrect')
  }
  return `04150${pzn}${checkDigit(`04150${pzn}`)}`
}

/** ASCII values weighted 2, 3, 4 ... from the left, modulo 97 (IFA, PPN code specification). */
export function ppnCheckDigits(characters: string): string {
  let sum = 0
  for (let i = 0; i < characters.length; i++) sum += characters.charCodeAt(i) * (i + 2)
  return String(sum % 97).padStart(2, '0')
}

/** Digits weighted 1 to 7 from the left, modulo 11; 10 is never issued and matches no digit (IFA, PZN check digit). */
export function pznCheckDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (i + 1)
  return String(sum % 11)
}
