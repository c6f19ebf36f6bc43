/**
 * Small parsers from which every transaction's input is put together. Each takes a value and the name of its field, and
 * answers the typed value or throws INPUT_INVALID with field and reason. Nothing is coerced, no field is ignored.
 */
import { fromBase64url } from './bytes.ts'
import { parseGln, parseGtin, parseLot, type Gln, type Gtin, type Lot } from './gs1/keys.ts'
import { startOfDay } from './time.ts'
import { RuleViolation } from './violation.ts'

export type Parse<T> = (value: unknown, field: string) => T

export function invalid(field: string, reason: string): RuleViolation {
  return new RuleViolation('INPUT_INVALID', { field, reason })
}

/** Exactly these fields, no fewer and no more. */
export function fields<T extends object>(shape: { readonly [K in keyof T]: Parse<T[K]> }): Parse<T> {
  const names = Object.keys(shape) as (keyof T & string)[]
  return (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(field || 'input', 'must be an object')
    }
    const given = value as Record<string, unknown>
    const path = (name: string) => (field ? `${field}.${name}` : name)
    const parsed: Partial<T> = {}
    for (const name of names) {
      if (!Object.hasOwn(given, name)) throw invalid(path(name), 'is missing')
      parsed[name] = shape[name](given[name], path(name))
    }
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(shape, name)) throw invalid(path(name.slice(0, 64)), 'is not a field of this input')
    }
    return parsed as T
  }
}

/** `min` to `max` items, no two of them the same in what `identity` names. */
export function listOf<T>(
  item: Parse<T>,
  [min, max]: readonly [number, number],
  identity: (item: T) => unknown,
): Parse<T[]> {
  return (value, field) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      throw invalid(field, `must be a list of ${min} to ${max}`)
    }
    const items = value.map((one, i) => item(one, `${field}[${i}]`))
    if (new Set(items.map(identity)).size < items.length) throw invalid(field, 'holds an item twice')
    return items
  }
}

export function nullable<T>(parse: Parse<T>): Parse<T | null> {
  return (value, field) => (value === null ? null : parse(value, field))
}

export function oneOf<const T extends string | number>(allowed: readonly T[]): Parse<T> {
  return (value, field) => {
    const found = allowed.find((one) => one === value)
    if (found === undefined) throw invalid(field, `must be one of ${allowed.join(', ')}`)
    return found
  }
}

export const boolean: Parse<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw invalid(field, 'must be true or false')
  return value
}

export function integer(min: number, max: number): Parse<number> {
  return (value, field) => {
    if (!Number.isSafeInteger(value) || Number(value) < min || Number(value) > max) {
      throw invalid(field, `must be an integer from ${min} to ${max}`)
    }
    return Number(value)
  }
}

const string: Parse<string> = (value, field) => {
  if (typeof value !== 'string') throw invalid(field, 'must be text')
  return value
}

/** 1 to `max` characters (code points) on one line. */
export function text(max: number): Parse<string> {
  return (value, field) => {
    const given = string(value, field)
    const length = Array.from(given).length
    if (length < 1 || length > max) throw invalid(field, `must be 1 to ${max} characters`)
    if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(given)) throw invalid(field, 'must not hold control characters')
    if (given.trim() !== given) throw invalid(field, 'must not begin or end with a space')
    return given
  }
}

export function matching(pattern: RegExp, reason: string): Parse<string> {
  return (value, field) => {
    const given = string(value, field)
    if (!pattern.test(given)) throw invalid(field, reason)
    return given
  }
}

/** `min` to `max` bytes in base64url. The text is kept: it has only one form. */
export function bytes(min: number, max = min): Parse<string> {
  const size = min === max ? `${min}` : `${min} to ${max}`
  return (value, field) => {
    const given = string(value, field)
    const length = given.length > 2 * max ? -1 : lengthOf(given)
    if (length < min || length > max) throw invalid(field, `must be ${size} bytes in base64url`)
    return given
  }
}

function lengthOf(base64url: string): number {
  try {
    return fromBase64url(base64url).length
  } catch {
    return -1
  }
}

/** A real day, `YYYY-MM-DD`. */
export const date: Parse<string> = (value, field) => {
  const given = string(value, field)
  if (Number.isNaN(startOfDay(given))) throw invalid(field, 'must be a date, YYYY-MM-DD')
  return given
}

/** All 14 digits: the ledger knows one form of a GTIN. */
export const gtin: Parse<Gtin> = (value, field) => {
  const given = string(value, field)
  if (given.length !== 14) throw invalid(field, 'must be 14 digits')
  return parseGtin(given, field)
}
export const gln: Parse<Gln> = (value, field) => parseGln(string(value, field), field)
export const lot: Parse<Lot> = (value, field) => parseLot(string(value, field), field)
