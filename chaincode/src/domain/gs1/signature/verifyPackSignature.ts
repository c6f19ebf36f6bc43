/** Checks a signed pack offline against the participants' keys, and says what that proves. */
import { canonicalJson } from '../../canonicalJson.ts'
import { utf8 } from '../../bytes.ts'
import type { Gln } from '../keys.ts'
import { readBytes, signedPackOf, type SignedPack } from './packSignature.ts'
import type { Element } from '../write.ts'

/** Ed25519 (RFC 8032) of the platform: Node's crypto, or the browser's SubtleCrypto. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** A signing key as the ledger knows it; `publicKey` is 32 bytes in base64url, times are ms. A revoked key stays listed: packs outlive it. */
export type SigningKey = {
  readonly keyId: string
  readonly publicKey: string
  readonly participant: Gln
  readonly registeredAt: number
  readonly revokedAt: number | null
}

/** Every participant's keys at `asOf` (ms). */
export type SigningKeyList = { readonly asOf: number; readonly keys: readonly SigningKey[] }

/** A list for those who cannot ask the ledger, signed (base64url) by an organisation that they trust. */
export type SignedKeyList = SigningKeyList & { readonly signature: string }

/** What an organisation signs of a list: canonical JSON with its own version and purpose. */
export function keyListMessage({ asOf, keys }: SigningKeyList): Uint8Array {
  return utf8(canonicalJson({ asOf, keys, purpose: 'veritrail signing keys', v: 1 }))
}

/** True if `organisationKey` (32 bytes) signed the list; what the list says of its date is then that organisation's word. */
export async function verifyKeyList(
  list: SignedKeyList,
  organisationKey: Uint8Array,
  verify: VerifyEd25519,
): Promise<boolean> {
  const signature = readBytes(list.signature)
  if (signature?.length !== 64) return false
  return verify(organisationKey, keyListMessage(list), signature)
}

/**
 * `unsigned`: no signature of our making is on the pack. `made-by`: the participant signed exactly these four elements.
 * `not-made-by`: a listed key has that id, but it did not sign them. `key-unknown`: no listed key has that id.
 */
export type SignatureFinding =
  | { readonly kind: 'unsigned' }
  | {
      readonly kind: 'made-by'
      readonly key: SigningKey
      readonly proves: string
      readonly provesNot: string
    }
  | { readonly kind: 'not-made-by'; readonly keyId: string }
  | { readonly kind: 'key-unknown'; readonly keyId: string; readonly asOf: number }

const proves = 'The holder of this key put product, serial, lot and expiry together.'
const provesNot =
  'A copied code carries the same signature: it does not prove that this pack is the one, or the only one, that bears it.'

/**
 * Tries every listed key of that id: ids are unique among one participant's keys only. Whether that participant may
 * make the product is the caller's question: compare with the product's record.
 */
export async function verifyPackSignature(
  elements: readonly Element[],
  list: SigningKeyList,
  verify: VerifyEd25519,
): Promise<SignatureFinding> {
  const pack = signedPackOf(elements)
  if (pack === null) return { kind: 'unsigned' }
  const keys = list.keys.filter(({ keyId }) => keyId === pack.keyId)
  if (keys.length === 0) return { kind: 'key-unknown', keyId: pack.keyId, asOf: list.asOf }
  for (const key of keys) {
    if (await signed(pack, key, verify)) return { kind: 'made-by', key, proves, provesNot }
  }
  return { kind: 'not-made-by', keyId: pack.keyId }
}

async function signed(pack: SignedPack, key: SigningKey, verify: VerifyEd25519): Promise<boolean> {
  const publicKey = readBytes(key.publicKey)
  return publicKey?.length === 32 && (await verify(publicKey, pack.message, pack.signature))
}
