/**
 * Bytes and their printed forms, without Buffer: the same code runs in contracts, server and browser.
 */

// The one platform object the domain uses; part of every JavaScript host (WHATWG Encoding Standard).
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
const encoder = new TextEncoder()

/** Names are short and ASCII: for those the way through the platform costs several times as much as a loop. */
const shortLength = 64

export function utf8(text: string): Uint8Array {
  const { length } = text
  if (length > shortLength) return encoder.encode(text)
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return encoder.encode(text)
    bytes[i] = unit
  }
  return bytes
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Unsigned 32-bit big-endian; throws RangeError outside 0..2^32-1. */
export function u32be(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError('not a u32')
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const sextets = new Int8Array(128).fill(-1)
for (let i = 0; i < alphabet.length; i++) sextets[alphabet.charCodeAt(i)] = i

/** base64url without padding, RFC 4648 section 5. */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += alphabet.charAt(word >>> 18) + alphabet.charAt((word >>> 12) & 63)
    if (left > 1) text += alphabet.charAt((word >>> 6) & 63)
    if (left > 2) text += alphabet.charAt(word & 63)
  }
  return text
}

/**
 * The bytes of unpadded base64url. Throws RangeError on padding, foreign characters and unused bits that are not zero:
 * each byte string has exactly one printed form, so texts may be compared in place of bytes.
 */
export function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const sextet = sextets[text.charCodeAt(i)] ?? -1
    if (sextet < 0) throw new RangeError('not base64url')
    word = ((word << 6) | sextet) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = word >>> bits
    }
  }
  if (bits === 6 || (word & ((1 << bits) - 1)) !== 0) throw new RangeError('not canonical base64url')
  return bytes
}
