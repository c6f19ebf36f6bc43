/** A maker's own key and what its line prints with it, independent of the server. */
import { generateKeyPairSync, hash, sign } from 'node:crypto'

export interface MakersKey {
  publicKey: string
  keyId: string
  privateKeyPem: string
  /** AI 8030 for these elements, as they are printed. */
  signatureOf(pack: { gtin: string; serial: string; lot: string; expiry: string }): string
}

export function makersKey(): MakersKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const x = String(publicKey.export({ format: 'jwk' }).x)
  const keyId = hash('sha256', Buffer.from(x, 'base64url'), 'buffer').subarray(0, 3).toString('base64url')
  return {
    publicKey: x,
    keyId,
    privateKeyPem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    signatureOf({ gtin, serial, lot, expiry }) {
      const message = `01${gtin}\u001d21${serial}\u001d10${lot}\u001d17${expiry}`
      return keyId + sign(null, Buffer.from(message), privateKey).toString('base64url')
    },
  }
}
