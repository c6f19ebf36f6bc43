import { randomBytes } from 'node:crypto'

/** Bytes of a new random password: 192 random bits as base64url text. */
export function newPassword(): Uint8Array {
  return Buffer.from(randomBytes(24).toString('base64url'))
}
