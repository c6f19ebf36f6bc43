/** An Ed25519 public key as people have it: a PEM file, or its 32 bytes in base64 or base64url. */
import { equalBytes, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import { readBytes } from '../../../../chaincode/src/domain/gs1/signature/packSignature.ts'

/** What stands before the key in a SubjectPublicKeyInfo (RFC 8410, section 4; 10.1 has an example). */
const spkiHead = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)

/** @returns 32 bytes in base64url, as the API takes it; null where the text holds no such key */
export function readPublicKey(text: string): string | null {
  const pem = /^-----BEGIN PUBLIC KEY-----([\s\S]*)-----END PUBLIC KEY-----$/.exec(text.trim())?.[1]
  const bytes = base64Bytes(pem ?? text)
  const key = pem === undefined ? bytes : bytes && withoutHead(bytes)
  return key?.length === 32 ? toBase64url(key) : null
}

function withoutHead(der: Uint8Array): Uint8Array | null {
  return equalBytes(der.subarray(0, spkiHead.length), spkiHead) ? der.subarray(spkiHead.length) : null
}

function base64Bytes(text: string): Uint8Array | null {
  const bare = text.replaceAll(/\s/g, '').replace(/=+$/, '')
  return readBytes(bare.replaceAll('+', '-').replaceAll('/', '_'))
}
