/** Failures of Fabric's gateway as they were seen on a network of our own, and what each means for the retry. */
import assert from 'node:assert/strict'
import { status } from '@grpc/grpc-js'
import { GatewayError } from '@hyperledger/fabric-gateway'
import { RuleViolation } from '../../chaincode/src/domain/violation.ts'
import {
  judgeFailure,
  type Failure,
  type Phase,
} from '../../server/src/ledger/fabric/submitting/judgeFailure.ts'

function failure(code: status, message: string, ...details: string[]): GatewayError {
  return new GatewayError({
    ...{ code, message },
    details: details.map((text) => ({ address: 'localhost:8071', mspId: 'RegulatorMSP', message: text })),
    cause: Object.assign(new Error(message), {
      code,
      details: message,
      metadata: {} as never,
    }),
  })
}

const collecting = 'failed to collect enough transaction endorsements, see attached details for more info'
const endorsing = 'failed to endorse transaction, see attached details for more info'
const evaluating = 'evaluate call to endorser returned error: '

type Case = [name: string, phase: Phase, error: unknown, is: Failure['is']]
const cases: Case[] = [
  [
    'a rule said no',
    'endorse',
    failure(status.ABORTED, endorsing, 'chaincode response 500, ROLE_MISSING {"role":"pharmacy"}'),
    'refused',
  ],
  [
    'a query said no',
    'evaluate',
    failure(status.UNKNOWN, `${evaluating}chaincode response 500, no such thing`),
    'refused',
  ],
  [
    'the contract does not answer',
    'endorse',
    failure(
      status.ABORTED,
      endorsing,
      'error in simulation: failed to execute transaction 12ab: timeout expired while executing transaction',
    ),
    'slow',
  ],
  [
    'a peer is away',
    'endorse',
    failure(status.UNAVAILABLE, 'No connection established. Last error: connect ECONNREFUSED 127.0.0.1:8051'),
    'away',
  ],
  [
    'a peer does not answer',
    'endorse',
    failure(status.DEADLINE_EXCEEDED, 'Deadline exceeded after 10.001s'),
    'away',
  ],
  [
    'a peer has too much to do',
    'endorse',
    failure(
      status.RESOURCE_EXHAUSTED,
      'too many requests for /gateway.Gateway, exceeding concurrency limit (500)',
    ),
    'away',
  ],
  ['the call was cut off', 'endorse', failure(status.CANCELLED, 'Call cancelled'), 'away'],
  [
    'no endorsers are known yet',
    'endorse',
    failure(
      status.FAILED_PRECONDITION,
      'no combination of peers can be derived which satisfy the endorsement policy',
    ),
    'away',
  ],
  [
    'a chaincode process died',
    'endorse',
    failure(
      status.ABORTED,
      endorsing,
      'error in simulation: failed to execute transaction 12ab: could not launch chaincode: connection refused',
    ),
    'away',
  ],
  [
    'endorsers disagree',
    'endorse',
    failure(status.ABORTED, collecting, 'ProposalResponsePayloads do not match'),
    'disagreed',
  ],
  [
    'the clocks are apart',
    'endorse',
    failure(
      status.ABORTED,
      endorsing,
      'error validating proposal: request unauthorized due to incorrect timestamp 2026-03-02T09:00:00Z',
    ),
    'final',
  ],
  [
    'secrets would go to those who may not see them',
    'endorse',
    failure(
      status.FAILED_PRECONDITION,
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data collection(s): [packKeys]; retry specifying trusted endorsing organizations to protect transient data',
    ),
    'final',
  ],
  [
    'orderers are away',
    'submit',
    failure(status.UNAVAILABLE, 'no orderers could successfully process transaction'),
    'away',
  ],
  [
    'an orderer does not answer',
    'submit',
    failure(status.DEADLINE_EXCEEDED, 'submit timeout expired while broadcasting to ordering service'),
    'away',
  ],
  [
    'it is too large for the orderers',
    'submit',
    failure(
      status.ABORTED,
      'received unsuccessful response from orderer: status=BAD_REQUEST, info=message payload is 11003928 bytes and exceeds maximum allowed 10485760',
    ),
    'final',
  ],
  [
    'orderers elect a leader',
    'submit',
    failure(
      status.ABORTED,
      'received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=no Raft leader',
    ),
    'away',
  ],
  [
    'no status in time',
    'status',
    failure(status.DEADLINE_EXCEEDED, 'Deadline exceeded after 5.000s'),
    'away',
  ],
  ['the peer went away meanwhile', 'status', failure(status.UNAVAILABLE, 'read ECONNRESET'), 'away'],
  [
    'a status is never final, whatever it says',
    'status',
    failure(status.INTERNAL, 'received unsuccessful response: BAD_REQUEST'),
    'away',
  ],
  ['a mistake of ours', 'endorse', new TypeError('x is not a function'), 'final'],
]

describe('a failed call of Fabric’s gateway', () => {
  for (const [name, phase, error, is] of cases) {
    it(`${phase}: ${name} -> ${is}`, () => {
      assert.equal(judgeFailure(phase, error).is, is)
    })
  }

  it('keeps code and facts of a refusal', () => {
    const error = failure(
      status.ABORTED,
      endorsing,
      'chaincode response 500, ROLE_MISSING {"role":"pharmacy"}',
    )
    const judged = judgeFailure('endorse', error)
    assert.ok(judged.is === 'refused' && judged.error instanceof RuleViolation)
    assert.deepEqual([judged.error.code, judged.error.facts], ['ROLE_MISSING', { role: 'pharmacy' }])
  })

  it('names who said what', () => {
    const judged = judgeFailure('submit', failure(status.UNAVAILABLE, 'no orderers', 'connection refused'))
    assert.ok(judged.is === 'away')
    assert.equal(judged.reason, 'no orderers; RegulatorMSP at localhost:8071: connection refused')
  })
})
