/**
 * A transaction as it stands in a block, unwrapped: common/common.proto (Envelope, Payload, headers), peer/transaction.proto,
 * peer/proposal.proto and proposal_response.proto of Hyperledger Fabric.
 */
import { common, msp, peer } from '@hyperledger/fabric-protos'

export interface EnvelopeHeader {
  /** common.HeaderType: 3 is an endorser's transaction, 1 a configuration. */
  type: number
  channel: string
  txId: string
  /** Integer ms. */
  at: number
  /** MSP id of the creator's certificate. */
  by: string
  payload: common.Payload
}

export interface EndorsedCall {
  chaincode: string
  /** Of the definition that the endorsers went by. */
  version: string
  args: Uint8Array[]
  action: peer.ChaincodeAction
  /** What the endorsers signed, each followed by its own certificate. */
  signed: Uint8Array
  endorsements: { endorser: Uint8Array; signature: Uint8Array }[]
}

export const endorserTransaction = 3

/** @throws Error where the bytes are no envelope */
export function readHeader(envelope: common.Envelope): EnvelopeHeader {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8())
  const header = present(payload.getHeader(), 'header')
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8())
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8())
  const creator = msp.SerializedIdentity.deserializeBinary(signatureHeader.getCreator_asU8())
  const time = present(channelHeader.getTimestamp(), 'timestamp')
  return {
    type: channelHeader.getType(),
    channel: channelHeader.getChannelId(),
    txId: channelHeader.getTxId(),
    at: time.getSeconds() * 1000 + Math.floor(time.getNanos() / 1_000_000),
    by: creator.getMspid(),
    payload,
  }
}

/** @throws Error where the payload is no endorsed call of a chaincode; a valid transaction's always is */
export function readCall(payload: common.Payload): EndorsedCall {
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList()
  const { proposed, endorsed } = unwrap(present(action, 'action'))
  const signed = endorsed.getProposalResponsePayload_asU8()
  const response = peer.ProposalResponsePayload.deserializeBinary(signed)
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8())
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(proposed.getInput_asU8())
  const id = present(result.getChaincodeId(), 'chaincode id')
  return {
    chaincode: id.getName(),
    version: id.getVersion(),
    args: invocation.getChaincodeSpec()?.getInput()?.getArgsList_asU8() ?? [],
    action: result,
    signed,
    endorsements: endorsed.getEndorsementsList().map((endorsement) => ({
      endorser: endorsement.getEndorser_asU8(),
      signature: endorsement.getSignature_asU8(),
    })),
  }
}

function unwrap(action: peer.TransactionAction) {
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8())
  return {
    proposed: peer.ChaincodeProposalPayload.deserializeBinary(payload.getChaincodeProposalPayload_asU8()),
    endorsed: present(payload.getAction(), 'endorsed action'),
  }
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the transaction has no ${what}`)
  return value
}
