/** Ed25519 (RFC 8032) over raw keys, as they stand on the ledger. */
import { createPublicKey, verify, type KeyObject } from 'node:crypto'

/** `publicKey`: 32 bytes; bytes that are no point of the curve verify nothing. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, message, key, signature)
}

/** The 32 bytes of an Ed25519 key's public half. */
export function rawPublicKeyOf(key: KeyObject): Uint8Array {
  const publicKey = key.type === 'public' ? key : createPublicKey(key)
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
}
