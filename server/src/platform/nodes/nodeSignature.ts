/**
 * Requests between nodes carry one signature (RFC 9421) over method, the authority of the node that is meant, path and the
 * signer's certificate. Made for requests whose repetition within the time bound harms nobody: there is no nonce.
 */
import { hash, X509Certificate } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { signatureParameters, signMessage, verifyMessage, type Component } from './messageSignature.ts'
import { organisationOf, type Authority, type NodeIdentity } from './nodeIdentity.ts'

/** As far as a ledger bears clocks to differ: a node whose transactions are taken is heard, too. */
export const freshForMs = 5 * 60_000

const label = 'node'
const tag = 'veritrail-node'
const algorithm = 'ecdsa-p256-sha256'

export interface NodeMessage {
  method: string
  /** Host, and port where it is not the scheme's own, lower case (section 2.2.3). */
  authority: string
  /** Without its query. */
  path: string
}

/** Headers to send with the request. `at`: ms. */
export function signRequest(
  { certificate, key }: NodeIdentity,
  message: NodeMessage,
  at: number,
): Record<string, string> {
  // A byte sequence (RFC 8941, section 3.3.5), as RFC 9440 passes certificates on.
  const shown = `:${certificate.raw.toString('base64')}:`
  const components = componentsOf(message, shown)
  const parameters = signatureParameters(
    components.map(([identifier]) => identifier),
    { created: Math.floor(at / 1000), keyid: keyIdOf(certificate), alg: algorithm, tag },
  )
  return {
    'Node-Certificate': shown,
    'Signature-Input': `${label}=${parameters}`,
    Signature: `${label}=:${signMessage(key, components, parameters)}:`,
  }
}

export interface SignedRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Names by which this node is reached; the signer must have meant one of them. */
  authorities: readonly string[]
}

/** The organisation whose node signed, or why the signature does not count (for the other node's log). */
export function verifyRequest(
  { method, path, headers, authorities: names }: SignedRequest,
  trusted: readonly Authority[],
  at: number,
): { organisation: string } | { reason: string } {
  const shown = headers['node-certificate']
  const certificate = typeof shown === 'string' ? readCertificate(shown) : null
  const input = readInput(headers['signature-input'])
  const signature = /^node=:([A-Za-z0-9+/]{86}==):$/.exec(String(headers.signature))?.[1]
  if (certificate === null || input === null || signature === undefined)
    return { reason: 'is not signed as nodes sign' }
  const organisation = organisationOf(certificate, trusted, at)
  if (organisation === null) return { reason: 'shows a certificate of no organisation that is trusted here' }
  if (input.keyId !== keyIdOf(certificate)) return { reason: 'names another key than it shows' }
  if (Math.abs(at - input.createdAt) > freshForMs)
    return { reason: 'was signed too long ago, or in the future' }
  const fits = names.some((authority) =>
    verifyMessage(
      certificate.publicKey,
      componentsOf({ method, authority, path }, String(shown)),
      input.parameters,
      signature,
    ),
  )
  return fits ? { organisation } : { reason: 'is signed for something else, or for another node' }
}

function componentsOf({ method, authority, path }: NodeMessage, certificate: string): Component[] {
  return [
    ['@method', method],
    ['@authority', authority],
    ['@path', path],
    ['node-certificate', certificate],
  ]
}

/** The one form that `signRequest` writes: a signature that covers less, or says more, is none of ours. */
const inputForm =
  /^node=(\("@method" "@authority" "@path" "node-certificate"\);created=(\d{1,12});keyid="([\w-]{43})";alg="ecdsa-p256-sha256";tag="veritrail-node")$/

function readInput(header: string | string[] | undefined) {
  const [, parameters, created, keyId] = inputForm.exec(String(header)) ?? []
  if (parameters === undefined || created === undefined || keyId === undefined) return null
  return { parameters, createdAt: Number(created) * 1000, keyId }
}

function readCertificate(header: string): X509Certificate | null {
  const base64 = /^:([A-Za-z0-9+/=]{1,8192}):$/.exec(header)?.[1]
  if (base64 === undefined) return null
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}

/** SHA-256 of the certificate, base64url. */
function keyIdOf(certificate: X509Certificate): string {
  return hash('sha256', certificate.raw, 'base64url')
}
