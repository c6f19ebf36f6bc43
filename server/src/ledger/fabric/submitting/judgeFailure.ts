/**
 * What a failed call of a gateway means, by how far the transaction had got. Sources: Hyperledger Fabric 3.1,
 * internal/pkg/gateway (codes and messages), and what was seen on a network of our own.
 */
import { GatewayError } from '@hyperledger/fabric-gateway'
import { parseViolation, type RuleViolation } from '../../../../../chaincode/src/domain/violation.ts'

export type Phase = 'evaluate' | 'endorse' | 'submit' | 'status'

export type Failure =
  /** The contract ran, and said no or failed. */
  | { is: 'refused'; error: RuleViolation | Error }
  /** The contract ran out of the peer's time: it waits for what never comes, or the machine has too much to do. */
  | { is: 'slow'; error: Error }
  /** Endorsers that should agree do not: one lags, or one runs another contract. */
  | { is: 'disagreed'; reason: string }
  /** Something is away or overloaded: try again, perhaps elsewhere. */
  | { is: 'away'; reason: string }
  /** It will not get better by trying again; this call has changed nothing. */
  | { is: 'final'; reason: string }

/** gRPC status codes (grpc.io, "Status codes and their use in gRPC") that a peer or the way to it answers when it cannot now. */
const passing = new Set([
  1 /* CANCELLED */, 4 /* DEADLINE_EXCEEDED */, 8 /* RESOURCE_EXHAUSTED */, 14 /* UNAVAILABLE */,
])
/** FAILED_PRECONDITION (no endorsers found) and ABORTED (an endorser or orderer failed) say in words whether they pass. */
const mayPass = new Set([...passing, 9, 10])

const contractAnswer = /chaincode response \d+, ([\s\S]*)$/
/** The peer gave up on the chaincode: core/chaincode/handler.go. */
const contractTimedOut = /timeout expired while executing transaction/
/** internal/pkg/gateway/endorse.go: two endorsers' results differ. */
const differ = /ProposalResponsePayloads do not match/
const hopeless =
  /incorrect timestamp|retry specifying trusted endorsing organizations|creator certificate is (?:not valid|expired)|access denied|creator org unknown/
/** The orderer's verdict on the message itself (common.Status). */
const refusedByOrderer = /BAD_REQUEST|FORBIDDEN|REQUEST_ENTITY_TOO_LARGE/

export function judgeFailure(phase: Phase, error: unknown): Failure {
  if (!(error instanceof GatewayError)) return { is: 'final', reason: messageOf(error) }
  const said = [error.message, ...error.details.map(({ message }) => message)]
  const reason = reasonOf(error)
  if (phase === 'evaluate' || phase === 'endorse') {
    const refused = refusalIn(said)
    if (refused !== null) return { is: 'refused', error: refused }
    if (said.some((text) => contractTimedOut.test(text)))
      return { is: 'slow', error: new Error('the contract failed: it did not answer in time') }
    if (said.some((text) => differ.test(text))) return { is: 'disagreed', reason }
    if (said.some((text) => hopeless.test(text))) return { is: 'final', reason }
    return { is: mayPass.has(error.code) ? 'away' : 'final', reason }
  }
  if (phase === 'submit') {
    if (said.some((text) => refusedByOrderer.test(text))) return { is: 'final', reason }
    return { is: mayPass.has(error.code) ? 'away' : 'final', reason }
  }
  return { is: 'away', reason }
}

function refusalIn(said: readonly string[]): RuleViolation | Error | null {
  for (const text of said) {
    const answer = contractAnswer.exec(text)?.[1]
    if (answer !== undefined) return parseViolation(answer) ?? new Error(`the contract failed: ${answer}`)
  }
  return null
}

function reasonOf({ message, details }: GatewayError): string {
  const parts = details.map((detail) => `${detail.mspId} at ${detail.address}: ${detail.message}`)
  return [message, ...parts].join('; ')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
