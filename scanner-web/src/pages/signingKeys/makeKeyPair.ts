/** A key pair made in this browser: its private half goes into a file of the maker's and nowhere else. */
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Hashing } from '../../../../chaincode/src/domain/names.ts'
import { signingKeyIdOf } from '../../../../chaincode/src/domain/gs1/signature/packSignature.ts'

export interface KeyPair {
  /** 32 bytes in base64url. */
  publicKey: string
  /** By which packs and the list name it. */
  keyId: string
  /** PKCS #8 in PEM (RFC 7468, section 10), as `veritrail gs1 sign` and openssl read it. */
  privatePem: string
}

/** null where this browser cannot: an old one, or a page that did not come over https. */
export async function makeKeyPair(): Promise<KeyPair | null> {
  // Missing from pages that did not come over https.
  const { subtle } = crypto as Partial<typeof crypto>
  if (subtle === undefined) return null
  const pair = await generate(subtle)
  if (pair === null) return null
  const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const hash = new Uint8Array(await subtle.digest('SHA-256', publicKey))
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey))
  // A browser hashes asynchronously: it has done so above.
  const hashing: Hashing = { sha256: () => hash, hmac: () => hash }
  return {
    publicKey: toBase64url(publicKey),
    keyId: signingKeyIdOf(hashing, publicKey),
    privatePem: pemOf('PRIVATE KEY', pkcs8),
  }
}

async function generate(subtle: typeof crypto.subtle) {
  try {
    const made = await subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    return 'publicKey' in made ? made : null
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return null
    throw error
  }
}

function pemOf(label: string, bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  const lines = base64.match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
