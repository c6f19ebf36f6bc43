/** Who signed a transaction: creator and endorsers, each with a certificate that its organisation's CA gave it. */
import { X509Certificate, type KeyObject } from 'node:crypto'
import { common, msp } from '@hyperledger/fabric-protos'
import { verifySignature } from '../../embedded/identity/signature.ts'
import { readCall, readHeader } from '../blocks/envelope.ts'
import type { FabricProfile } from '../profile.ts'

interface Signatory {
  msp: string
  key: KeyObject
  /** Fabric's node organisational units: `peer`, `client`, `admin`, `orderer`. */
  unit: string | null
}

export class Endorsements {
  private readonly authorities: ReadonlyMap<string, X509Certificate>
  private readonly known = new Map<string, Signatory>()

  constructor(organisations: FabricProfile['organisations']) {
    this.authorities = new Map(organisations.map(({ msp: name, ca }) => [name, new X509Certificate(ca)]))
  }

  /**
   * Organisations whose peers endorsed the transaction, for an envelope of a chaincode call.
   * @throws Error that says which signature or certificate does not fit
   */
  endorsersOf(envelope: common.Envelope): Set<string> {
    const { payload } = readHeader(envelope)
    const signatureHeader = common.SignatureHeader.deserializeBinary(
      payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array(),
    )
    const creator = this.signatory(signatureHeader.getCreator_asU8())
    const isSigned = verifySignature(creator.key, envelope.getPayload_asU8(), envelope.getSignature_asU8())
    if (!isSigned) throw new Error(`its creator at ${creator.msp} did not sign it`)
    const { signed, endorsements } = readCall(payload)
    const endorsers = new Set<string>()
    for (const { endorser, signature } of endorsements) {
      const { msp: name, key, unit } = this.signatory(endorser)
      if (unit !== 'peer') throw new Error(`an endorser of ${name} is no peer`)
      if (!verifySignature(key, Buffer.concat([signed, endorser]), signature))
        throw new Error(`the peer of ${name} did not sign this endorsement`)
      endorsers.add(name)
    }
    return endorsers
  }

  private signatory(serialized: Uint8Array): Signatory {
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
