/** Signing keys as the API and the signed list show them: the ledger's record without its version. */
import { z } from 'zod'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { SigningKey } from '../../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import type { SigningKeyRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'

const time = z.number().int().meta({ description: 'ms since 1970' })

export const dayField = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD')
  .meta({ example: '2026-11-23' })
export const keyIdField = z
  .string()
  .regex(/^[\w-]{4}$/, 'must be 4 characters of base64url')
  .meta({ description: 'First 24 bits of SHA-256 of the public key' })
export const publicKeyField = z
  .string()
  .regex(/^[\w-]{43}$/, 'must be 32 bytes of base64url')
  .meta({ description: 'Ed25519 (RFC 8032), 32 bytes in base64url' })

export const signingKeyBody = z.object({
  keyId: keyIdField,
  publicKey: publicKeyField,
  /** Read from the ledger, or from a list after its signature was verified. */
  participant: z.custom<Gln>((value) => typeof value === 'string').meta({ type: 'string' }),
  validFrom: dayField,
  validUntil: dayField.nullable(),
  registeredAt: time,
  revokedAt: time.nullable(),
})

export const signedKeyListBody = z.object({
  asOf: time,
  keys: z.array(signingKeyBody).readonly(),
  signature: z
    .string()
    .meta({ description: 'Ed25519 over the canonical JSON (RFC 8785) of the list, base64url' }),
  signedBy: z.string().meta({
    description: 'Verifier key of the signer, as checkpoints have it; trust the one that you got elsewhere',
  }),
})

export function showSigningKey(record: SigningKeyRecord): SigningKey {
  const { v: _version, ...key } = record
  return key
}
