/** The maker's side of signed packs: what its line prints, signed with a key that never leaves its own machine. */
import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import { parseStrict } from '../../../../chaincode/src/domain/gs1/parseStrict.ts'
import {
  packMessage,
  packSignature,
  signingKeyIdOf,
} from '../../../../chaincode/src/domain/gs1/signature/packSignature.ts'
import { toBracketed, toElementString } from '../../../../chaincode/src/domain/gs1/write.ts'
import { rawPublicKeyOf } from '../../platform/ed25519.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import { CommandFailure } from '../outcome.ts'

export interface SignedCode {
  bracketed: string
  /** Without AIM identifier; separators are U+001D. */
  elementString: string
}

/** @param pem PKCS #8, as `openssl genpkey -algorithm ed25519` writes it. @throws CommandFailure usage; names no part of the key */
export function readSigningKey(pem: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new CommandFailure('usage', 'the key file holds no private key in PEM without a passphrase')
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new CommandFailure('usage', `the key is ${key.asymmetricKeyType ?? 'unknown'}, not Ed25519`)
}

/** What to register of a key, as `POST /signing-keys` takes it. */
export function describeKey(key: KeyObject): { keyId: string; publicKey: string } {
  const raw = rawPublicKeyOf(key)
  return { keyId: signingKeyIdOf(nodeHashing, raw), publicKey: toBase64url(raw) }
}

/** @param code bracketed, Digital Link, or an element string. @throws CommandFailure refused */
export function signCode(key: KeyObject, code: string): SignedCode {
  const reading = readStrictly(code)
  if (!reading.ok) throw new CommandFailure('refused', `the code cannot be read: ${reading.err}`)
  const { elements } = reading
  if (elements.some(({ ai }) => ai === '8030'))
    throw new CommandFailure('refused', 'the code is signed already')
  const message = packMessage(elements)
  if (message === null)
    throw new CommandFailure('refused', 'the code needs (01), (21), (10) and (17) to be signed')
  const value = packSignature(describeKey(key).keyId, sign(null, message, key))
  const signed = [...elements, { ai: '8030', value }]
  return { bracketed: toBracketed(signed), elementString: toElementString(signed) }
}

/** What a maker prints is right or it is not printed: nothing is repaired here. */
function readStrictly(code: string) {
  if (code.startsWith('(')) return parseStrict('A', code)
  if (/^https?:/i.test(code)) return parseStrict('D', code)
  return parseStrict('S', code.startsWith(']') ? code : `]d2${code}`)
}
