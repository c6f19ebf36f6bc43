import fc from 'fast-check'
import { parseGtin, parseLot, parseSerial } from '../../../chaincode/src/domain/gs1/keys.ts'

/** GS1 General Specifications, figure 7.11-1. */
export const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'

/** Any text over `characters` of these lengths. */
export function textOver(characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength, maxLength })
}

export const today = '2026-11-23'
export const GS = '\u001d'

/** One pack of northLab's amoxil500. */
export const amoxil500 = {
  gtin: parseGtin('09506000134352'),
  lot: parseLot('A1-2028'),
  serial: parseSerial('K7RQ2M9XW4T1ZB0C'),
  expiresOn: '2028-10-31',
}

/** Its code as a reader sends it, AIM identifier left out. */
export const amoxilCode = `01095060001343521728103110A1-2028${GS}21K7RQ2M9XW4T1ZB0C`

/** Characters of the 47 typing keys of a US keyboard and what the same keys type elsewhere, row by row, then with Shift. */
const us = '`1234567890-=qwertyuiop[]\\asdfghjkl;\'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
export const keyboards = {
  azerty: '²&é"\'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§',
  qwertz: '^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!"§$%&/()=?`QWERTZUIOPÜ*\'ASDFGHJKLÖÄYXCVBNM;:_',
}

/** What a computer with `keyboard` makes of a scanner that types `code` on US keys. */
export function typedOn(keyboard: string, code: string): string {
  return Array.from(code, (c) => (us.includes(c) ? Array.from(keyboard)[us.indexOf(c)] : c)).join('')
}

/** The same with Shift held where it was not, as French caps lock does. */
export function typedWithShiftLock(keyboard: string, code: string): string {
  const keys = us.length / 2
  return Array.from(code, (c) => {
    const key = us.indexOf(c)
    return key === -1 ? c : Array.from(keyboard)[(key + keys) % us.length]
  }).join('')
}

export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()))
}
