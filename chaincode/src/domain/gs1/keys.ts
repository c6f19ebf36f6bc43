/**
 * GS1 identification keys as branded types: the only place that makes them.
 * Source: GS1 General Specifications, sections 3.2 (GTIN), 3.3 (SSCC), 3.4 (GLN), 3.5 (lot, serial) and 7.9 (check digit).
 */
import { RuleViolation } from '../violation.ts'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** 14 digits, check digit last; shorter GTINs are padded with zeros on the left. */
export type Gtin = Branded<'Gtin'>
/** 13 digits, check digit last. */
export type Gln = Branded<'Gln'>
/** 18 digits, check digit last. */
export type Sscc = Branded<'Sscc'>
/** 1..20 characters of GS1 character set 82. */
export type Lot = Branded<'Lot'>
/** 1..20 characters of GS1 character set 82, as printed. */
export type Serial = Branded<'Serial'>

/** The check digit that completes `digits` (all digits but the last), GS1 General Specifications 7.9.1: weights 3, 1, 3 ... from the right. */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  }
  return String((10 - (sum % 10)) % 10)
}

function parseKey(field: string, text: string, lengths: readonly number[]): string {
  if (!/^[0-9]+$/.test(text) || !lengths.includes(text.length)) {
    throw new RuleViolation('INPUT_INVALID', { field, reason: `must be ${lengths.join(', ')} digits` })
  }
  const expected = checkDigit(text.slice(0, -1))
  if (text.at(-1) !== expected) {
    throw new RuleViolation('INPUT_INVALID', { field, reason: `check digit must be ${expected}` })
  }
  return text
}

/** GTIN-8, -12, -13 or -14; throws INPUT_INVALID naming `field`. */
export function parseGtin(text: string, field = 'gtin'): Gtin {
  return parseKey(field, text, [8, 12, 13, 14]).padStart(14, '0') as Gtin
}

/** 13 digits; throws INPUT_INVALID naming `field`. */
export function parseGln(text: string, field = 'gln'): Gln {
  return parseKey(field, text, [13]) as Gln
}

/** 18 digits; throws INPUT_INVALID naming `field`. */
export function parseSscc(text: string, field = 'sscc'): Sscc {
  return parseKey(field, text, [18]) as Sscc
}

/** GS1 General Specifications, figure 7.11-1: character set 82. */
const characterSet82 = /^[!"%-?A-Z_a-z]{1,20}$/

function parseText20(field: string, text: string): string {
  if (!characterSet82.test(text)) {
    throw new RuleViolation('INPUT_INVALID', {
      field,
      reason: 'must be 1 to 20 characters of GS1 character set 82',
    })
  }
  return text
}

/** 1 to 20 characters of set 82; throws INPUT_INVALID naming `field`. */
export function parseLot(text: string, field = 'lot'): Lot {
  return parseText20(field, text) as Lot
}

/** 1 to 20 characters of set 82; throws INPUT_INVALID naming `field`. */
export function parseSerial(text: string, field = 'serial'): Serial {
  return parseText20(field, text) as Serial
}
