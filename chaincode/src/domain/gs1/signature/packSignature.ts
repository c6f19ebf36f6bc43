/**
 * Signed packs: AI 8030 (DIGSIG) with a maker's Ed25519 signature. The AI is GS1's, the 90 characters are ours: this is
 * *not* ISO/IEC 20248, whose certificates and envelopes do not fit beside a medicine's elements.
 *
 *   value   = key id (4 characters) | signature (86 characters), both base64url without padding
 *   key id  = first 24 bits of SHA-256 of the 32-byte public key (RFC 8032)
 *   message = UTF-8 of `01<gtin14>`, `21<serial>`, `10<lot>`, `17<YYMMDD as printed>`, joined by GS (U+001D)
 */
import { fromBase64url, toBase64url, utf8 } from '../../bytes.ts'
import type { Hashing } from '../../names.ts'
import { RuleViolation } from '../../violation.ts'
import { groupSeparator, type Element } from '../write.ts'

const keyIdLength = 4
const signatureLength = 86
/** The order in which elements are signed; all four must be on the pack. */
const signedAis = ['01', '21', '10', '17']

/** `publicKey`: 32 bytes. The id is unique among one participant's keys only, so other participants' may be equal. */
export function signingKeyIdOf(h: Hashing, publicKey: Uint8Array): string {
  return toBase64url(h.sha256(publicKey).slice(0, 3))
}

/** What the maker signs: null where the pack lacks one of the four elements. */
export function packMessage(elements: readonly Element[]): Uint8Array | null {
  const parts: string[] = []
  for (const ai of signedAis) {
    const element = elements.find((candidate) => candidate.ai === ai)
    if (element === undefined) return null
    parts.push(ai + element.value)
  }
  return utf8(parts.join(groupSeparator))
}

/** The value of AI 8030; `signature` is 64 bytes. */
export function packSignature(keyId: string, signature: Uint8Array): string {
  const value = keyId + toBase64url(signature)
  if (value.length !== keyIdLength + signatureLength) {
    throw new RuleViolation('INPUT_INVALID', { field: '8030', reason: 'needs a key id and 64 bytes' })
  }
  return value
}

export type SignedPack = {
  readonly keyId: string
  readonly signature: Uint8Array
  readonly message: Uint8Array
}

/** Parts of a signed pack; null where AI 8030 is missing, not of our making, or an element that it signs is missing. */
export function signedPackOf(elements: readonly Element[]): SignedPack | null {
  const value = elements.find(({ ai }) => ai === '8030')?.value
  const message = packMessage(elements)
  if (value === undefined || message === null) return null
  const signature = readBytes(value.slice(keyIdLength))
  return signature?.length === 64 ? { keyId: value.slice(0, keyIdLength), signature, message } : null
}

/** The bytes of canonical base64url, or null: what comes from a pack or a list may be anything. */
export function readBytes(base64url: string): Uint8Array | null {
  try {
    return fromBase64url(base64url)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
