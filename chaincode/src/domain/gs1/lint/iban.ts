/** International bank account number. Source: ISO 13616-1; check digits ISO/IEC 7064 MOD 97-10. */
import { iso3166alpha2 } from './codeLists.ts'
import type { Linter } from './linter.ts'

/** Longer than this: no country has shorter ones, and GS1's engine asks for more than ten characters. */
const tooShort = 10

export const iban: Linter = (value) => {
  if (value.length < 4) return 'The IBAN is too short.'
  if (iso3166alpha2(value.slice(0, 2)) !== null) {
    return 'The IBAN must start with a valid ISO 3166 two-character country code.'
  }
  if (value.length <= tooShort) return 'The IBAN is too short.'
  if (!/^[0-9A-Z]*$/.test(value)) return 'The IBAN contains an invalid character.'
  let remainder = 0
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const weight = parseInt(character, 36)
    remainder = (remainder * (weight < 10 ? 10 : 100) + weight) % 97
  }
  return remainder === 1 ? null : 'The IBAN is invalid since the check characters are incorrect.'
}
