/**
 * Writers of GS1 syntax: element string, bracketed form, Digital Link.
 * Source: GS1 General Specifications 7.8 (element strings); GS1 Digital Link: URI syntax 1.4.
 */
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

const groupSeparator = '\u001d'

/** The pack's elements, predefined lengths first, so that one separator is enough: 01, 17, 10, 21. */
export function medicineElements(code: MedicineCode): Element[] {
  const elements: Element[] = [{ ai: '01', value: code.gtin }]
  if (code.expiresOn) elements.push({ ai: '17', value: toSixDigits(code.expiresOn) })
  if (code.lot) elements.push({ ai: '10', value: code.lot })
  if (code.serial) elements.push({ ai: '21', value: code.serial })
  return elements
}

/** GenSpecs figure 7.8.5-2: AIs that start so have a predefined length and need no separator after them. */
const predefined = /^(0[0-4]|1[1-9]|20|3[1-6]|41)/

/** Element string without AIM identifier: GS (U+001D) after every element of variable length but the last. */
export function toElementString(elements: readonly Element[]): string {
  return elements
    .map(
      ({ ai, value }, i) =>
        ai + value + (i < elements.length - 1 && !predefined.test(ai) ? groupSeparator : ''),
    )
    .join('')
}

/** `(01)09506000134352(10)LOT1`; an opening bracket inside a value is written `\(`. */
export function toBracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('')
}

/** Percent-encodes everything but RFC 3986's unreserved characters, `~` too left alone. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Canonical Digital Link of a pack: `<stem>/01/<gtin>/10/<lot>/21/<serial>?17=<YYMMDD>`; `stem` as `https://id.example.org`. */
export function toDigitalLink(code: MedicineCode, stem: string): string {
  let uri = `${stem.replace(/\/$/, '')}/01/${code.gtin}`
  if (code.lot) uri += `/10/${percentEncode(code.lot)}`
  if (code.serial) uri += `/21/${percentEncode(code.serial)}`
  return code.expiresOn ? `${uri}?17=${toSixDigits(code.expiresOn)}` : uri
}
