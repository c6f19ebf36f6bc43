/** The one typed table of problems: every code that an answer may carry, its status and its title. */
import { RuleViolation, type ViolationCode } from '../../chaincode/src/domain/violation.ts'
import {
  httpProblems,
  Refusal,
  type HttpProblemCode,
  type Problem,
  type ProblemKind,
} from './platform/http/problem.ts'
import { outageIn } from './platform/outage.ts'
import type { Unavailable } from './platform/unavailable.ts'

export const problems: Readonly<Record<ViolationCode | HttpProblemCode, ProblemKind>> = {
  ...httpProblems,
  INPUT_INVALID: { status: 400, title: 'A field of the request is wrong' },
  NOT_CANONICAL: { status: 400, title: 'The input is not canonical JSON' },
  REQUEST_ID_REUSED: { status: 409, title: 'The same request id came with another request' },
  REQUEST_EXPIRED: { status: 409, title: 'The request is older than 30 days' },
  REQUEST_FROM_FUTURE: { status: 409, title: 'The request comes from the future' },
  REQUEST_NOT_EXPIRED: { status: 409, title: 'The request record is not old enough to go' },
  CLOCK_BEHIND: { status: 409, title: 'The clock is behind the record it would change' },
  ALREADY_INITIALISED: { status: 409, title: 'The ledger already has its founders' },
  ORGANISATION_UNKNOWN: { status: 404, title: 'The ledger knows no such organisation' },
  ROLE_MISSING: { status: 403, title: 'The participant does not hold the role for this' },
  PARTICIPANT_UNKNOWN: { status: 404, title: 'No such participant was admitted' },
  PARTICIPANT_OF_OTHER_ORGANISATION: { status: 403, title: 'Another organisation hosts the participant' },
  NOT_A_VOTER: { status: 403, title: 'The organisation has no vote' },
  ALREADY_VOTED: { status: 409, title: 'The organisation has voted already' },
  PROPOSAL_DECIDED: { status: 409, title: 'The proposal has been decided' },
  LAST_REGULATOR: { status: 409, title: 'The last regulator cannot be removed' },
  SITE_TAKEN: { status: 409, title: 'The site belongs to another organisation' },
  SIGNING_KEY_EXISTS: { status: 409, title: 'The participant already has a signing key with this id' },
  SIGNING_KEY_UNKNOWN: { status: 404, title: 'The participant has no such signing key' },
  SIGNING_KEY_REVOKED: { status: 409, title: 'The signing key is already revoked' },
  PRODUCT_UNKNOWN: { status: 404, title: 'The product is not registered' },
  PRODUCT_OF_OTHER_PARTICIPANT: { status: 403, title: 'The product belongs to another participant' },
  PACK_KEY_MISMATCH: { status: 422, title: 'The pack key does not fit its id' },
  PACK_KEY_UNKNOWN: { status: 409, title: 'The pack key has not been deposited' },
  PACK_KEY_OF_OTHER_ORGANISATION: { status: 403, title: 'Another organisation deposited the pack key' },
  BATCH_EXISTS: { status: 409, title: 'The batch is already registered' },
  BATCH_UNKNOWN: { status: 404, title: 'The batch is not registered' },
  BATCH_FULL: { status: 409, title: 'The batch cannot grow any more' },
  BATCH_OF_OTHER_PARTICIPANT: { status: 403, title: 'The batch belongs to another participant' },
  TREE_EXISTS: { status: 409, title: 'The batch already has these packs' },
  BATCH_EXPIRED: { status: 409, title: 'The batch has expired' },
  BATCH_RECALLED: { status: 409, title: 'The batch is recalled' },
  BATCH_WITHDRAWN: { status: 409, title: 'The batch is withdrawn' },
  BATCH_NOT_STOPPED: { status: 409, title: 'The batch is neither recalled nor withdrawn' },
  PROOF_INVALID: { status: 422, title: 'The proof does not lead to the batch' },
  PACK_NOT_IN_BATCH: { status: 409, title: 'The pack is not in this batch' },
  PACK_IN_OTHER_BATCH: { status: 409, title: 'The pack belongs to another batch' },
  PACK_UNTOUCHED: { status: 409, title: 'Nothing has happened to the pack that could be undone' },
  PACK_TOUCHED_MEANWHILE: {
    status: 409,
    title: 'Something else happened to the pack meanwhile; scan it again',
  },
  MOVE_NOT_ALLOWED: { status: 409, title: 'The state of the pack does not allow this' },
  UNDO_IMPOSSIBLE: { status: 409, title: 'This cannot be undone' },
  UNDO_TOO_LATE: { status: 409, title: 'The time for undoing has passed' },
  OPENING_MISMATCH: { status: 403, title: 'Only the site that did it can do this' },
  UNIT_EXISTS: { status: 409, title: 'The unit is already commissioned' },
  UNIT_UNKNOWN: { status: 404, title: 'There is no such unit' },
  UNIT_IN_TRANSIT: { status: 409, title: 'The unit is on its way' },
  UNIT_NOT_IN_TRANSIT: { status: 409, title: 'The unit is not on its way' },
}

/** What an error becomes for the caller; anything unknown is a bug and tells nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RuleViolation) return make(error.code, error.facts)
  if (error instanceof Refusal) return { ...make(error.code, error.facts), headers: error.headers }
  const outage = outageIn(error)
  return outage === null ? make('BUG', {}) : unavailableProblem(outage)
}

function make(code: keyof typeof problems, facts: Problem['facts']): Problem {
  return { ...problems[code], code, facts }
}

function unavailableProblem(error: Unavailable): Problem {
  const headers = { 'Retry-After': String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))) }
  if (error.outcomeKnown) return { ...make('UNAVAILABLE', { what: error.what }), headers }
  const again = 'send the same request again with the same Idempotency-Key: it happens once.'
  if (error.requestId === null)
    return { ...make('OUTCOME_UNKNOWN', { what: error.what, ask: `S${again.slice(1)}` }), headers }
  const place = `/api/v1/requests/${error.requestId}`
  const facts = { what: error.what, requestId: error.requestId, ask: `Ask GET ${place}, or ${again}` }
  return { ...make('OUTCOME_UNKNOWN', facts), headers: { ...headers, Location: place } }
}
