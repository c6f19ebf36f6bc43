/** X.509 certificates of organisations: a CA each, and the node it vouches for. RFC 5280. */
import 'reflect-metadata'
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
  type KeyObject,
} from 'node:crypto'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
  cryptoProvider,
  type X509Certificate,
} from '@peculiar/x509'
import type { Msp } from '../../../../../chaincode/src/domain/ledgerApi.ts'

cryptoProvider.set(webcrypto)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 24 * 60 * 60 * 1000
/** As long as a batch registered today may have to be shown in court; the key can be replaced sooner. */
const validForMs = 30 * 365 * dayMs

/** A new P-256 private key as PKCS #8, DER. */
export function newPrivateKey(): Uint8Array {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'der',
  })
}

export function privateKeyFrom(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8), type: 'pkcs8', format: 'der' })
}

/** The CA's certificate, signed by itself; PEM. */
export async function issueAuthority(msp: Msp, caKey: Uint8Array, at: number): Promise<string> {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(at),
    name: nameOf(`ca.${msp}`, msp),
    keys: await keyPair(caKey),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  return pem(certificate)
}

/** The node's certificate, signed by its organisation's CA; PEM. */
export async function issueNode(
  msp: Msp,
  caKey: Uint8Array,
  nodeKey: Uint8Array,
  at: number,
): Promise<string> {
  const { publicKey } = await keyPair(nodeKey)
  const { privateKey } = await keyPair(caKey)
  const certificate = await X509CertificateGenerator.create({
    ...validity(at),
    subject: nameOf(`node.${msp}`, msp),
    issuer: nameOf(`ca.${msp}`, msp),
    publicKey,
    signingKey: privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    ],
  })
  return pem(certificate)
}

function validity(at: number) {
  // A day back, so that a machine whose clock is behind can use it at once. The first bit stays 0: serials are positive.
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  return {
    serialNumber: serial.toString('hex'),
    notBefore: new Date(at - dayMs),
    notAfter: new Date(at + validForMs),
    signingAlgorithm: algorithm,
  }
}

function nameOf(commonName: string, msp: Msp): string {
  return `CN=${commonName}, O=${msp}`
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`
}

async function keyPair(pkcs8: Uint8Array): Promise<webcrypto.CryptoKeyPair> {
  const spki = createPublicKey(privateKeyFrom(pkcs8)).export({ type: 'spki', format: 'der' })
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  }
}
