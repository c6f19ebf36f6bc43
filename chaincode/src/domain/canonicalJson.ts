/**
 * Canonical JSON (RFC 8785, JSON Canonicalization Scheme) for integers only: keys sorted by UTF-16 code units, no
 * white space. One value has one text, so texts can be hashed and compared.
 */
import { RuleViolation } from './violation.ts'

/** Deeper than any record or input of ours; stops nesting bombs before the stack does. */
const maxDepth = 16
const loneSurrogate = /\p{Surrogate}/u
/** Printable ASCII but quote and backslash: nearly every text of ours, and much the fastest to write. */
const needsNoEscape = /^[ !#-[\]-~]*$/

/** Throws TypeError on what has no canonical form here: fractions, unsafe integers, undefined, lone surrogates, deep nesting. */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('numbers must be safe integers')
    return String(value)
  }
  if (value === null || value === true || value === false) return String(value)
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no canonical JSON`)
  if (depth === maxDepth) throw new TypeError('nested too deep')
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
  return writeObject(value as Record<string, unknown>, depth)
}

function writeObject(value: Record<string, unknown>, depth: number): string {
  let text = '{'
  for (const key of Object.keys(value).sort()) {
    text += `${text.length > 1 ? ',' : ''}${writeString(key)}:${write(value[key], depth + 1)}`
  }
  return text + '}'
}

function writeString(text: string): string {
  if (needsNoEscape.test(text)) return `"${text}"`
  if (loneSurrogate.test(text)) throw new TypeError('text with a lone surrogate')
  return JSON.stringify(text)
}

/** Throws NOT_CANONICAL unless `text` is exactly the canonical form of the value it holds (so no repeated keys either). */
export function parseCanonicalJson(text: string): unknown {
  let value: unknown
  let canonical: string
  try {
    value = JSON.parse(text)
    canonical = canonicalJson(value)
  } catch (error) {
    throw new RuleViolation('NOT_CANONICAL', { reason: reasonOf(error) })
  }
  if (canonical !== text) throw new RuleViolation('NOT_CANONICAL', { reason: 'not in canonical form' })
  return value
}

// JSON.parse words its complaints differently in each engine, and facts travel through every peer.
function reasonOf(error: unknown): string {
  return error instanceof TypeError ? error.message : 'not JSON'
}
