/**
 * Signed notes with Ed25519 keys. Source: C2SP signed-note (https://c2sp.org/signed-note), sections "Format",
 * "Signatures" and "Verifier keys".
 */
import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { sha256 } from '../../platform/hashing.ts'

const ed25519Type = 1
/** SubjectPublicKeyInfo of an Ed25519 key up to the key itself: RFC 8410, section 4. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

export interface NoteSigner {
  /** No spaces, no plus. */
  name: string
  key: KeyObject
}

/** `text` ends in a newline and holds no control characters but newlines. */
export function signNote(text: string, signer: NoteSigner): string {
  const signature = Buffer.concat([keyId(signer), sign(null, Buffer.from(text), signer.key)])
  return `${text}\n— ${signer.name} ${signature.toString('base64')}\n`
}

/** The text of a note that this signer's signature covers; null where there is no such signature. */
export function openNote(note: string, signer: NoteSigner): string | null {
  const end = note.lastIndexOf('\n\n')
  if (end < 0) return null
  const text = note.slice(0, end + 1)
  for (const line of note.slice(end + 2).split('\n')) {
    const match = /^— (\S+) (\S+)$/.exec(line)
    if (match?.[1] !== signer.name) continue
    const signature = Buffer.from(match[2] ?? '', 'base64')
    if (!signature.subarray(0, 4).equals(keyId(signer))) continue
    if (verify(null, Buffer.from(text), publicKeyOf(signer.key), signature.subarray(4))) return text
  }
  return null
}

export function verifierKeyOf(signer: NoteSigner): string {
  const key = Buffer.concat([Uint8Array.of(ed25519Type), rawKey(signer.key)])
  return `${signer.name}+${keyId(signer).toString('hex')}+${key.toString('base64')}`
}

/** Throws where the text is no Ed25519 verifier key, or its key id is another key's. */
export function parseVerifierKey(text: string): NoteSigner {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim())
  const bytes = Buffer.from(match?.[3] ?? '', 'base64')
  if (match === null || bytes.length !== 33 || bytes[0] !== ed25519Type)
    throw new Error('not an Ed25519 verifier key')
  const spki = Buffer.concat([spkiPrefix, bytes.subarray(1)])
  const signer = { name: match[1] ?? '', key: createPublicKey({ key: spki, type: 'spki', format: 'der' }) }
  if (keyId(signer).toString('hex') !== match[2])
    throw new Error('the verifier key and its id do not belong together')
  return signer
}

function keyId({ name, key }: NoteSigner): Buffer {
  return Buffer.from(sha256(Buffer.from(`${name}\n`), Uint8Array.of(ed25519Type), rawKey(key))).subarray(0, 4)
}

function rawKey(key: KeyObject): Buffer {
  return publicKeyOf(key).export({ type: 'spki', format: 'der' }).subarray(-32)
}

function publicKeyOf(key: KeyObject): KeyObject {
  return key.type === 'public' ? key : createPublicKey(key)
}
