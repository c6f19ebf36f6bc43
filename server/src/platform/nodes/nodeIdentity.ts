/** Who a node is: an organisation, by a P-256 key and the X.509 certificate (RFC 5280) that its CA gave it. */
import type { KeyObject, X509Certificate } from 'node:crypto'

export interface NodeIdentity {
  organisation: string
  certificate: X509Certificate
  key: KeyObject
}

/** Whose certificates count as an organisation's. */
export interface Authority {
  organisation: string
  ca: X509Certificate
}

/** Who this node is among those it trusts. */
export interface Membership {
  identity: NodeIdentity
  authorities: readonly Authority[]
}

/**
 * The organisation whose CA gave the certificate, by a chain of length one; null: nobody's here, out of date at `at` (ms), a
 * CA's own, or with a key of another kind.
 */
export function organisationOf(
  certificate: X509Certificate,
  authorities: readonly Authority[],
  at: number,
): string | null {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey
  const isP256 = asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
  if (!isP256 || certificate.ca || !isValidAt(certificate, at)) return null
  const issuer = authorities.find(
    ({ ca }) => isValidAt(ca, at) && certificate.checkIssued(ca) && certificate.verify(ca.publicKey),
  )
  return issuer?.organisation ?? null
}

function isValidAt({ validFrom, validTo }: X509Certificate, at: number): boolean {
  return Date.parse(validFrom) <= at && at <= Date.parse(validTo)
}
