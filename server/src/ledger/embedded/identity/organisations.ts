/**
 * Who may sign: the configuration that block 0 holds (certificates, in clear and hashed with the block), and the
 * private keys behind it, which stay in the keystore.
 */
import { X509Certificate, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { canonicalJson } from '../../../../../chaincode/src/domain/canonicalJson.ts'
import type { Msp } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { issueAuthority, issueNode, newPrivateKey, privateKeyFrom } from './certificates.ts'
import { sha256 } from '../../../platform/hashing.ts'
import type { Keystore } from '../../../platform/keystore.ts'
import type { Authority } from '../../../platform/nodes/nodeIdentity.ts'

export interface Configuration {
  v: 1
  channel: string
  /** The organisation whose node signs block headers and checkpoints. */
  operator: Msp
  /** Ed25519, SPKI in base64. */
  checkpointKey: string
  organisations: { msp: Msp; ca: string; node: string }[]
}

/** A certificate that may sign transactions, ready for use. */
export interface Member {
  msp: Msp
  /** PEM, as Fabric's contracts see their caller. */
  pem: Buffer
  /** SHA-256 of the certificate's DER. */
  fingerprint: Uint8Array
  /** Fabric's SerializedIdentity (msp/identities.proto): what a transaction id is made from. */
  creator: Uint8Array
  publicKey: KeyObject
  notBefore: number
  notAfter: number
}

/** Makes what the keystore does not have yet; a second call with the same keystore gives the same keys. */
export async function foundConfiguration(
  keystore: Keystore,
  {
    channel,
    organisations,
    operator,
    at,
  }: { channel: string; organisations: readonly Msp[]; operator: Msp; at: number },
): Promise<Configuration> {
  const certified = []
  for (const msp of organisations) {
    const caKey = keystore.readOrCreate(`ledger-ca-${msp}`, newPrivateKey)
    const nodeKey = keystore.readOrCreate(nodeKeyName(msp), newPrivateKey)
    certified.push({
      msp,
      ca: await issueAuthority(msp, caKey, at),
      node: await issueNode(msp, caKey, nodeKey, at),
    })
  }
  const checkpointKey = createPublicKey(openCheckpointKey(keystore)).export({ type: 'spki', format: 'der' })
  return {
    v: 1,
    channel,
    operator,
    checkpointKey: checkpointKey.toString('base64'),
    organisations: certified,
  }
}

export function openNodeKey(keystore: Keystore, msp: Msp): KeyObject {
  return privateKeyFrom(keystore.readOrCreate(nodeKeyName(msp), newPrivateKey))
}

export function openCheckpointKey(keystore: Keystore): KeyObject {
  const make = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
  return privateKeyFrom(keystore.readOrCreate('ledger-checkpoint', make))
}

export function checkpointPublicKey(configuration: Configuration): KeyObject {
  return createPublicKey({
    key: Buffer.from(configuration.checkpointKey, 'base64'),
    type: 'spki',
    format: 'der',
  })
}

/** Throws where a certificate is not its organisation's: issuer, signature, or a CA that may not issue. */
export function membersOf(configuration: Configuration): Member[] {
  return configuration.organisations.map(({ msp, ca, node }) => {
    const authority = new X509Certificate(ca)
    const certificate = new X509Certificate(node)
    if (!authority.ca || !authority.verify(authority.publicKey))
      throw new Error(`the CA of ${msp} does not vouch for itself`)
    if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey)) {
      throw new Error(`the node certificate of ${msp} is not from its CA`)
    }
    return {
      msp,
      pem: Buffer.from(node),
      fingerprint: sha256(certificate.raw),
      creator: serializedIdentity(msp, node),
      publicKey: certificate.publicKey,
      notBefore: Date.parse(certificate.validFrom),
      notAfter: Date.parse(certificate.validTo),
    }
  })
}

/** Whose certificates this ledger trusts. */
export function authoritiesOf(organisations: Configuration['organisations']): Authority[] {
  return organisations.map(({ msp, ca }) => ({ organisation: msp, ca: new X509Certificate(ca) }))
}

export function encodeConfiguration(configuration: Configuration): string {
  return canonicalJson(configuration)
}

function nodeKeyName(msp: Msp): string {
  return `ledger-node-${msp}`
}

/** Protocol buffers: field 1 (string) mspid, field 2 (bytes) id_bytes. */
function serializedIdentity(msp: Msp, certificate: string): Uint8Array {
  return Buffer.concat([...field(1, Buffer.from(msp)), ...field(2, Buffer.from(certificate))])
}

function field(number: number, bytes: Buffer): Uint8Array[] {
  const length = []
  let left = bytes.length
  for (; left > 0x7f; left >>>= 7) length.push((left & 0x7f) | 0x80)
  return [Uint8Array.of((number << 3) | 2, ...length, left), bytes]
}
