/** The kinds of field that North American coupon codes are made of; each reads its digits at the cursor. */

export type Cursor = { readonly data: string; position: number }

/** Reads one field and moves the cursor past it, or says what is wrong with it. */
export type Field = (cursor: Cursor) => string | null

/** One digit out of `allowed`; `said` puts them in words. */
export function code(name: string, allowed: string, said: string): Field {
  return (cursor) => {
    const digit = cursor.data.charAt(cursor.position)
    if (digit === '') return `The coupon's ${name} is missing.`
    if (!allowed.includes(digit)) return `The coupon's ${name} must be ${said}.`
    cursor.position++
    return null
  }
}

/** A value with its variable length indicator (VLI) ahead: that many digits and `extra` more; indicator 9 where allowed means no value. */
export function counted(name: string, allowed: string, said: string, extra: number): Field {
  const indicator = code(`${name} VLI`, allowed, said)
  const noValue = allowed !== anyDigit && allowed.includes('9')
  return (cursor) => {
    const fault = indicator(cursor)
    if (fault !== null) return fault
    const count = Number(cursor.data.charAt(cursor.position - 1))
    const length = noValue && count === 9 ? 0 : count + extra
    return take(cursor, length, `The coupon's ${name} is shorter than what is indicated by its VLI.`)
  }
}

export const anyDigit = '0123456789'

export function fixed(length: number, fault: string): Field {
  return (cursor) => take(cursor, length, fault)
}

function take(cursor: Cursor, length: number, fault: string): string | null {
  if (cursor.data.length - cursor.position < length) return fault
  cursor.position += length
  return null
}

/** Reads `fields` one after another and stops at the first fault. */
export function sequence(...fields: readonly Field[]): Field {
  return (cursor) => {
    for (const field of fields) {
      const fault = field(cursor)
      if (fault !== null) return fault
    }
    return null
  }
}

/** `field` is there only when the digit `tag` announces it. */
export function optional(tag: string, field: Field): Field {
  return (cursor) => {
    if (cursor.data.charAt(cursor.position) !== tag) return null
    cursor.position++
    return field(cursor)
  }
}
