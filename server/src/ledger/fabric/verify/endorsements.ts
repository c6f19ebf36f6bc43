/** Who signed a transaction: its creator and its endorsers. */
import { common } from '@hyperledger/fabric-protos'
import { verifySignature } from '../../embedded/identity/signature.ts'
import { readCall, readHeader } from '../blocks/envelope.ts'
import type { Signatories } from '../blocks/signatories.ts'

/**
 * Organisations whose peers endorsed the transaction, for an envelope of a chaincode call.
 * @throws Error that says which signature or certificate does not fit
 */
export function endorsersOf(envelope: common.Envelope, signatories: Signatories): Set<string> {
  const { payload } = readHeader(envelope)
  const signatureHeader = common.SignatureHeader.deserializeBinary(
    payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array(),
  )
  const creator = signatories.of(signatureHeader.getCreator_asU8())
  const isSigned = verifySignature(creator.key, envelope.getPayload_asU8(), envelope.getSignature_asU8())
  if (!isSigned) throw new Error(`its creator at ${creator.msp} did not sign it`)
  const { signed, endorsements } = readCall(payload)
  const endorsers = new Set<string>()
  for (const { endorser, signature } of endorsements) {
    const { msp: name, key, unit } = signatories.of(endorser)
    if (unit !== 'peer') throw new Error(`an endorser of ${name} is no peer`)
    if (!verifySignature(key, Buffer.concat([signed, endorser]), signature))
      throw new Error(`the peer of ${name} did not sign this endorsement`)
    endorsers.add(name)
  }
  return endorsers
}
