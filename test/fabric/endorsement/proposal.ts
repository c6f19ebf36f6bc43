/**
 * One signed proposal put to peers one by one, and a transaction put together from what they answered: what a gateway
 * does (internal/pkg/gateway/endorse.go), without its refusal to mix answers that differ.
 */
import { common, gateway, peer } from '@hyperledger/fabric-protos'
import type { PeerAccess } from '../peerAccess.ts'
import { argumentsOf, verdictOn, type ChaincodeAt, type Verdict } from '../chaincodeAt.ts'

export interface Proposed {
  txId: string
  signed: peer.SignedProposal
}

export function propose({ name, channel, access }: ChaincodeAt, fn: string, input: unknown): Proposed {
  const proposal = channel.getContract(name).newProposal(fn, { arguments: argumentsOf(input) })
  const signed = gateway.ProposedTransaction.deserializeBinary(proposal.getBytes()).getProposal()
  if (signed === undefined) throw new Error('the client made no proposal')
  signed.setSignature(access.sign(signed.getProposalBytes_asU8()))
  return { txId: proposal.getTransactionId(), signed }
}

/**
 * One peer's own answer. In bytes: the client that comes with the protocol buffers checks classes, and the chaincode shim
 * brings another copy of these along, under the same names.
 */
export function endorse({ client }: PeerAccess, { signed }: Proposed): Promise<peer.ProposalResponse> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      '/protos.Endorser/ProcessProposal',
      (message: peer.SignedProposal) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => peer.ProposalResponse.deserializeBinary(bytes),
      signed,
      (error, response) => {
        if (error !== null) reject(error)
        else if (response === undefined) reject(new Error('an empty answer'))
        else resolve(response)
      },
    )
  })
}

/** Orders the result of the first answer, with the endorsements of all. */
export async function order(
  { access }: ChaincodeAt,
  { txId, signed }: Proposed,
  answers: readonly [peer.ProposalResponse, ...peer.ProposalResponse[]],
): Promise<Verdict> {
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8())
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8())

  const endorsed = new peer.ChaincodeEndorsedAction()
  endorsed.setProposalResponsePayload(answers[0].getPayload_asU8())
  endorsed.setEndorsementsList(answers.flatMap((answer) => answer.getEndorsement() ?? []))
  const asked = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8())
  asked.getTransientmapMap().clear()
  const actionPayload = new peer.ChaincodeActionPayload()
  actionPayload.setChaincodeProposalPayload(asked.serializeBinary())
  actionPayload.setAction(endorsed)

  const action = new peer.TransactionAction()
  action.setHeader(header.getSignatureHeader_asU8())
  action.setPayload(actionPayload.serializeBinary())
  const transaction = new peer.Transaction()
  transaction.setActionsList([action])

  const payload = new common.Payload()
  payload.setHeader(header)
  payload.setData(transaction.serializeBinary())
  const envelope = new common.Envelope()
  envelope.setPayload(payload.serializeBinary())
  const prepared = new gateway.PreparedTransaction()
  prepared.setTransactionId(txId)
  prepared.setEnvelope(envelope)
  return await verdictOn(access.gateway.newTransaction(prepared.serializeBinary()))
}
