/**
 * Writers of GS1 syntax: element string, bracketed form, Digital Link.
 * Source: GS1 General Specifications 7.8 (element strings) and 4.14 (human readable form); GS1 Digital Link: URI syntax 1.4.
 */
import { aiEntry } from './aiEntry.ts'
import { toSixDigits } from './date.ts'
import type { Gtin, Lot, Serial } from './keys.ts'

/** Application identifier and its value, e.g. `{ai: '10', value: 'LOT1'}`. */
export type Element = { readonly ai: string; readonly value: string }

/** What a medicine's pack carries; `expiresOn` is YYYY-MM-DD. */
export type MedicineCode = {
  readonly gtin: Gtin
  readonly lot?: Lot | null
  readonly serial?: Serial | null
  readonly expiresOn?: string | null
}

/** GS, U+001D: how FNC1 between elements is printed and sent. */
export const groupSeparator = '\u001d'

/** The pack's elements, predefined lengths first, so that one separator is enough: 01, 17, 10, 21. */
export function medicineElements(code: MedicineCode): Element[] {
  const elements: Element[] = [{ ai: '01', value: code.gtin }]
  if (code.expiresOn) elements.push({ ai: '17', value: toSixDigits(code.expiresOn) })
  if (code.lot) elements.push({ ai: '10', value: code.lot })
  if (code.serial) elements.push({ ai: '21', value: code.serial })
  return elements
}

/** Element string without AIM identifier: `separator` after every element that needs one but the last. */
export function toElementString(elements: readonly Element[], separator = groupSeparator): string {
  return elements
    .map(({ ai, value }, i) => {
      const needed = i < elements.length - 1 && (aiEntry(ai)?.separator ?? true)
      return ai + value + (needed ? separator : '')
    })
    .join('')
}

/** `(01)09506000134352(10)LOT1`; an opening bracket inside a value is written `\(`. */
export function toBracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('')
}

/** Canonical Digital Link of a pack: `<stem>/01/<gtin>/10/<lot>/21/<serial>?17=<YYMMDD>`; `stem` as `https://id.example.org`. */
export function toDigitalLink(code: MedicineCode, stem: string): string {
  let uri = `${stem.replace(/\/$/, '')}/01/${code.gtin}`
  if (code.lot) uri += `/10/${percentEncode(code.lot)}`
  if (code.serial) uri += `/21/${percentEncode(code.serial)}`
  return code.expiresOn ? `${uri}?17=${toSixDigits(code.expiresOn)}` : uri
}

/** RFC 3986, section 2.3: all but unreserved characters, byte by byte; `bytes` holds one byte a character. */
export function percentEncode(bytes: string): string {
  return bytes.replace(
    /[^-A-Za-z0-9._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}
