/** Rules on how a number or a flag is written. Source: the AIs' sections in GS1 General Specifications 3, named at each rule. */
import { digits, notADigit, type Linter } from './linter.ts'

/** AI 8003: the GRAI's leading digit. */
export const zero: Linter = (value) => (/^0+$/.test(value) ? null : 'A zero is required.')

/** AI 8001: width, length and core of a roll. */
export const nonzero: Linter = (value) => {
  if (!digits.test(value)) return notADigit
  return /[1-9]/.test(value) ? null : 'A non-zero value is required.'
}

/** AI 8011: a component part's serial number. */
export const nozeroprefix: Linter = (value) => {
  if (value.startsWith('0')) return 'A zero prefix is not permitted.'
  return digits.test(value) ? null : notADigit
}

/** AI 8014: a MUDI never looks like a number. */
export const hasnondigit: Linter = (value) =>
  digits.test(value) ? 'A non-digit character is required.' : null

/** AIs 4330 to 4333: the sign after a temperature. */
export const hyphen: Linter = (value) => (/^-+$/.test(value) ? null : 'Only hyphens are permitted.')

/** AIs 4321 to 4323. */
export const yesno: Linter = (value) => (/^[01]$/.test(value) ? null : 'A "0" or "1" is required.')

/** AI 8001: winding direction, 9 undefined. */
export const winding: Linter = (value) =>
  /^[019]$/.test(value) ? null : 'The winding direction must be either "0", "1" or "9".'

/** AI 7040: importer index. */
export const importeridx: Linter = (value) => {
  if (value.length !== 1) return 'The Importer Index must be a single character.'
  return /^[-0-9A-Z_a-z]$/.test(value) ? null : 'The Importer Index is an invalid character.'
}

/** AIs 4300 to 4320, 7253 to 7259: RFC 3986 percent-encoding. */
export const pcenc: Linter = (value) =>
  /%(?![0-9A-Fa-f]{2})/.test(value)
    ? 'The input contains an invalid percent hex-encoding "%hh" sequence.'
    : null

/** AIs 8006, 8026: piece number, then total, each half of the digits. */
export const pieceoftotal: Linter = (value) => {
  if (!digits.test(value)) return notADigit
  if (value === '' || value.length % 2 !== 0) {
    return 'The piece with total must have an even length, having equal-length components.'
  }
  const piece = value.slice(0, value.length / 2)
  const total = value.slice(value.length / 2)
  if (!/[1-9]/.test(piece)) return 'The piece number must not have a value of zero.'
  if (!/[1-9]/.test(total)) return 'The piece total must not have a value of zero.'
  return piece > total ? 'The piece number must not exceed the piece total.' : null
}

/** AI 7258: position in a birth sequence, `2/3`. */
export const posinseqslash: Linter = (value) => {
  const match = /^([0-9]+)\/([0-9]+)$/.exec(value)
  if (match === null) return 'The data must have the format "<pos>/<end>".'
  const [, position = '', end = ''] = match
  if (position.startsWith('0') || end.startsWith('0')) return 'A zero prefix is not permitted.'
  const exceeds = position.length === end.length ? position > end : position.length > end.length
  return exceeds ? 'The position number must not exceed the end number.' : null
}

/** AI 4309: ten digits of degrees times ten million, from the south pole or the antimeridian. */
function degrees(name: string, limit: string): Linter {
  return (value) => {
    if (value.length !== 10) return `The ${name} must be 10 digits.`
    if (!digits.test(value)) return notADigit
    return value <= limit ? null : `The ${name} is outside of the range "0000000000" to "${limit}".`
  }
}

export const latitude = degrees('latitude', '1800000000')
export const longitude = degrees('longitude', '3600000000')
