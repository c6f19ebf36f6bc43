/** Whose signatures count: identities with a certificate that an authority of the profile gave them. */
import { X509Certificate, type KeyObject } from 'node:crypto'
import { msp } from '@hyperledger/fabric-protos'
import type { FabricProfile } from '../profile.ts'

export interface Signatory {
  msp: string
  key: KeyObject
  /** Fabric's node organisational units: `peer`, `client`, `admin`, `orderer`. */
  unit: string | null
}

export class Signatories {
  private readonly authorities: ReadonlyMap<string, X509Certificate>
  private readonly known = new Map<string, Signatory>()

  constructor(organisations: FabricProfile['organisations']) {
    this.authorities = new Map(organisations.map(({ msp: name, ca }) => [name, new X509Certificate(ca)]))
  }

  /** @param serialized an msp.SerializedIdentity @throws Error that says why it does not count */
  of(serialized: Uint8Array): Signatory {
    const id = Buffer.from(serialized).toString('latin1')
    const known = this.known.get(id)
    if (known !== undefined) return known
    const identity = msp.SerializedIdentity.deserializeBinary(serialized)
    const name = identity.getMspid()
    const certificate = new X509Certificate(Buffer.from(identity.getIdBytes_asU8()))
    const authority = this.authorities.get(name)
    if (authority === undefined) throw new Error(`${name} is no organisation of the profile`)
    if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
      throw new Error(`a certificate of ${name} is not from its CA`)
    const unit = /^OU=(peer|client|admin|orderer)$/m.exec(certificate.subject)?.[1] ?? null
    const found = { msp: name, key: certificate.publicKey, unit }
    this.known.set(id, found)
    return found
  }
}
