/** Node's SHA-256 and HMAC in the shape that the domain asks for (`Hashing` of domain/names.ts). */
import { createHmac, hash } from 'node:crypto'

/** SHA-256 of the parts as if joined; 32 bytes. One call into OpenSSL whatever the number of parts: a `Hash` object costs three times as much. */
export function sha256(...parts: Uint8Array[]): Uint8Array {
  const only = parts.length === 1 ? parts[0] : undefined
  return hash('sha256', only ?? Buffer.concat(parts), 'buffer')
}

/** SHA-256 of bytes or of a text's UTF-8, printed: the ledger prints base64url, transaction ids are hex. */
export function sha256Text(value: Uint8Array | string, encoding: 'base64url' | 'hex' = 'base64url'): string {
  return hash('sha256', value, encoding)
}

/** HMAC-SHA-256 (RFC 2104) of the parts as if joined; 32 bytes. */
export function hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

/** What server code passes where the domain takes a `Hashing`. */
export const nodeHashing = { sha256, hmac }
