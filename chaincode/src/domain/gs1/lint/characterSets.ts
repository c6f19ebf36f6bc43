/**
 * Character sets. Source: GS1 General Specifications 7.11 (figures 7.11-1 and 7.11-2: sets 82 and 39) and RFC 4648
 * section 5 (base64url).
 */
import type { CharacterSet } from '../aiEntry.ts'
import { digits, notADigit, type Linter } from './linter.ts'

const set82 = /^[!"%-?A-Z_a-z]*$/
const set39 = /^[#\-/0-9A-Z]*$/
const set64 = /^[-0-9A-Z_a-z]*$/

function base64url(value: string): string | null {
  const padding = value.length - value.replace(/={1,3}$/, '').length
  if (padding > 2 || (padding > 0 && value.length % 3 !== 0))
    return 'Incorrect number of CSET 64 pad characters.'
  if (set64.test(value.slice(0, value.length - padding))) return null
  return 'A non-CSET 64 character was found where a CSET 64 character is expected.'
}

export const characterSets: Readonly<Record<CharacterSet, Linter>> = {
  N: (value) => (digits.test(value) ? null : notADigit),
  X: (value) =>
    set82.test(value) ? null : 'A non-CSET 82 character was found where a CSET 82 character is expected.',
  Y: (value) =>
    set39.test(value) ? null : 'A non-CSET 39 character was found where a CSET 39 character is expected.',
  Z: base64url,
}
