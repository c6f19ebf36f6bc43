/** Checks a signed pack offline against the participants' keys, and says what that proves. */
import { canonicalJson } from '../../canonicalJson.ts'
import { utf8 } from '../../bytes.ts'
import type { SigningKeyRecord } from '../../ledgerApi.ts'
import { dayOf } from '../../time.ts'
import { readBytes, signedPackOf, type SignedPack } from './packSignature.ts'
import type { Element } from '../write.ts'

/** Ed25519 (RFC 8032) of the platform: Node's crypto, or the browser's SubtleCrypto. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/** A signing key as the ledger knows it. A revoked key stays listed: packs outlive it. */
export type SigningKey = Readonly<Omit<SigningKeyRecord, 'v'>>

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
 * `unsigned`: no AI 8030. `not-checkable`: one that is not of our making, or an element that it would sign is missing.
 * `made-by`: the participant's key signed exactly these four elements. `key-revoked`, `key-not-yet-valid`: it did, but
 * does not count. `not-made-by`: a listed key has that id and did not sign them. `key-unknown`: no listed key has that id.
 * What each means for people: signatureWords.ts.
 */
export type SignatureFinding =
  | { readonly kind: 'unsigned' | 'not-checkable' }
  | { readonly kind: 'made-by' | 'key-revoked' | 'key-not-yet-valid'; readonly key: SigningKey }
  | { readonly kind: 'not-made-by'; readonly keyId: string }
  | { readonly kind: 'key-unknown'; readonly keyId: string; readonly asOf: number }

/**
 * Tries every listed key of that id: ids are unique among one participant's keys only. Whether that participant may
 * make the product is the caller's question: list its registrant's keys alone, or compare with the product's record.
 * `at`: ms, when the pack is looked at.
 */
export async function verifyPackSignature(
  elements: readonly Element[],
  list: SigningKeyList,
  verify: VerifyEd25519,
  at: number,
): Promise<SignatureFinding> {
  if (!elements.some(({ ai }) => ai === '8030')) return { kind: 'unsigned' }
  const pack = signedPackOf(elements)
  if (pack === null) return { kind: 'not-checkable' }
  const { keyId } = pack
  const keys = list.keys.filter((key) => key.keyId === keyId)
  if (keys.length === 0) return { kind: 'key-unknown', keyId, asOf: list.asOf }
  for (const key of keys) {
    if (await signed(pack, key, verify)) return { kind: standingOf(key, at), key }
  }
  return { kind: 'not-made-by', keyId }
}

/**
 * A signature carries no time. So one of a key that was revoked cannot be told from one made afterwards by whoever has the
 * key now, and a key whose last day has passed still counts: the packs that it signed are on the market for years.
 */
function standingOf({ revokedAt, validFrom }: SigningKey, at: number) {
  if (revokedAt !== null) return 'key-revoked'
  return dayOf(at) < validFrom ? 'key-not-yet-valid' : 'made-by'
}

async function signed(pack: SignedPack, key: SigningKey, verify: VerifyEd25519): Promise<boolean> {
  const publicKey = readBytes(key.publicKey)
  return publicKey?.length === 32 && (await verify(publicKey, pack.message, pack.signature))
}
