/** Node's SHA-256 and HMAC in the shape that the domain asks for (`Hashing` of domain/names.ts). */
import { createHmac, hash } from 'node:crypto'

/** SHA-256 of the parts as if joined; 32 bytes. One call into OpenSSL whatever the number of parts: a `Hash` object costs three times as much. */
export function sha256(...parts: Uint8Array[]): Uint8Array {
  const only = parts.length === 1 ? parts[0] : undefined
  return digestOf(only ?? Buffer.concat(parts))
}

/** By way of a string, since an ArrayBuffer for each digest costs more than the digest. */
function digestOf(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1')
}

/** SHA-256 of bytes or of a text's UTF-8, printed: the ledger prints base64url, transaction ids are hex. */
export function sha256Text(value: Uint8Array | string, encoding: 'base64url' | 'hex' = 'base64url'): string {
  return hash('sha256', value, encoding)
}

/** SHA-256 reads blocks of so many bytes (FIPS 180-4 section 1); HMAC fills its key up to one. */
const blockBytes = 64
const digestBytes = 32
const shortBytes = 1024
const inner = Buffer.alloc(blockBytes + shortBytes)
const outer = Buffer.alloc(blockBytes + digestBytes)

/**
 * HMAC-SHA-256 (RFC 2104) of the parts as if joined; 32 bytes. Short messages under plain keys, which is all that names
 * are made of, take two digests as the RFC defines it: an `Hmac` object costs twice as much.
 */
export function hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  if (key.length > blockBytes || length > shortBytes) return hmacObject(key, parts)
  for (let i = 0; i < blockBytes; i++) {
    const byte = key[i] ?? 0
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  }
  let at = blockBytes
  for (const part of parts) {
    inner.set(part, at)
    at += part.length
  }
  outer.write(hash('sha256', inner.subarray(0, at), 'binary'), blockBytes, 'latin1')
  return digestOf(outer)
}

function hmacObject(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

/** What server code passes where the domain takes a `Hashing`. */
export const nodeHashing = { sha256, hmac }
