/** GS1 Company Prefix: at least four digits. Source: GS1 General Specifications 1.4.4. No list of allocated prefixes is consulted. */
import type { Linter } from './linter.ts'

const minimumLength = 4

export const gcppos1: Linter = (value) => {
  if (value.length < minimumLength) {
    return 'The component is shorter than the minimum length GS1 Company Prefix.'
  }
  return /^[0-9]{4}/.test(value) ? null : 'The GS1 Company Prefix is invalid.'
}

/** The prefix begins at the second character, as after a GTIN's or an SSCC's first digit. */
export const gcppos2: Linter = (value) => gcppos1(value.slice(1))
