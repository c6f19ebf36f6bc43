/** Nodes of organisations for tests: each organisation's CA, and a certificate that it gave. */
import { X509Certificate, generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  issueAuthority,
  issueNode,
  newPrivateKey,
  privateKeyFrom,
} from '../../../../server/src/ledger/embedded/identity/certificates.ts'
import type { Authority, NodeIdentity } from '../../../../server/src/platform/nodes/nodeIdentity.ts'

export interface OrganisationNode {
  identity: NodeIdentity
  authority: Authority
}

/** @param at ms: when the certificates were made */
export async function nodeOf(organisation: string, at = Date.now()): Promise<OrganisationNode> {
  const caKey = newPrivateKey()
  const nodeKey = newPrivateKey()
  return {
    authority: { organisation, ca: new X509Certificate(await issueAuthority(organisation, caKey, at)) },
    identity: {
      organisation,
      certificate: new X509Certificate(await issueNode(organisation, caKey, nodeKey, at)),
      key: privateKeyFrom(nodeKey),
    },
  }
}

/** A P-256 key that no certificate names. */
export function strangersKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}
