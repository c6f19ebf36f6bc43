import { X509Certificate } from 'node:crypto'
import {
  issueNode,
  newPrivateKey,
  privateKeyFrom,
} from '../../server/src/ledger/embedded/identity/certificates.ts'
import type { Keystore } from '../../server/src/platform/keystore.ts'
import type { NodeIdentity } from '../../server/src/platform/nodes/nodeIdentity.ts'

/** A node with a new key, certified by an organisation's CA of the embedded ledger whose keystore this is. */
export async function certifiedBy(
  keystore: Pick<Keystore, 'read'>,
  organisation: string,
): Promise<NodeIdentity> {
  const caKey = keystore.read(`ledger-ca-${organisation}`)
  if (caKey === null) throw new Error(`${organisation} has no CA here`)
  const key = newPrivateKey()
  const certificate = await issueNode(organisation, caKey, key, Date.now())
  return { organisation, certificate: new X509Certificate(certificate), key: privateKeyFrom(key) }
}
