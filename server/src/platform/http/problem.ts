/**
 * Problems over HTTP, RFC 9457. A capability that must say no for a reason the ledger has no rule for throws a
 * `Refusal` with one of these codes; `server/src/problems.ts` joins them with the ledger's violation codes, and a test
 * holds the whole against docs/problems.md.
 */
import type { ServerResponse } from 'node:http'

export interface ProblemKind {
  /** HTTP status, RFC 9110 section 15. */
  status: number
  title: string
}

export const httpProblems = {
  REQUEST_INVALID: { status: 400, title: 'The request cannot be read' },
  BODY_INVALID: { status: 400, title: 'The body cannot be read' },
  JSON_TOO_DEEP: { status: 400, title: 'The JSON is nested too deeply' },
  CURSOR_INVALID: { status: 400, title: 'The paging cursor was not made by this list' },
  IDEMPOTENCY_KEY_INVALID: { status: 400, title: 'The Idempotency-Key header cannot be read' },
  /** Status after draft-ietf-httpapi-idempotency-key-header, section 2.7. */
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The same Idempotency-Key came with another request' },
  FILE_INVALID: { status: 422, title: 'The file cannot be used' },
  NOT_AUTHENTICATED: { status: 401, title: 'Nobody is logged in' },
  LOGIN_FAILED: { status: 401, title: 'E-mail or password is wrong, or too many attempts were made' },
  NODE_REFUSED: { status: 401, title: 'No node of this network has signed the request as it stands' },
  FORBIDDEN: { status: 403, title: 'The caller may not do this' },
  SCOPE_MISSING: { status: 403, title: 'The token does not carry the scope for this' },
  SITE_NEEDED: { status: 403, title: 'The caller works at no site' },
  HOSTED_ELSEWHERE: { status: 403, title: 'Another organisation’s node hosts this participant' },
  CSRF_REFUSED: { status: 403, title: 'The X-CSRF-Token header does not belong to this session' },
  NOT_FOUND: { status: 404, title: 'There is no such thing here' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This address does not know the method' },
  NAME_TAKEN: { status: 409, title: 'The name is already in use' },
  CODE_UNCONFIRMED: { status: 409, title: 'The code was repaired; confirm what was read' },
  CONFLICT: { status: 409, title: 'The present state does not allow this' },
  LINK_INVALID: { status: 410, title: 'The link is unknown, used or expired' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'The body has the wrong content type' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  BUG: { status: 500, title: 'The server made a mistake' },
  UNAVAILABLE: { status: 503, title: 'Something the server needs does not answer' },
  OUTCOME_UNKNOWN: { status: 202, title: 'The change was sent, and whether it happened is not known yet' },
} as const satisfies Record<string, ProblemKind>

export type HttpProblemCode = keyof typeof httpProblems

/** Facts are shown to the caller as they are: no secret, no stack, nothing of another participant. */
export type ProblemFacts = Readonly<Record<string, unknown>>

/** The server says no (the ledger was not asked, or had no rule for it). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: HttpProblemCode
  readonly facts: ProblemFacts
  readonly headers: Readonly<Record<string, string>>

  constructor(code: HttpProblemCode, facts: ProblemFacts = {}, headers: Record<string, string> = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
    this.headers = headers
  }
}

/** A problem ready to be sent. */
export interface Problem extends ProblemKind {
  code: string
  facts: ProblemFacts
  headers?: Readonly<Record<string, string>>
}

/** Writes `application/problem+json`; `type` is a path that leads to the code's line in the documentation. */
export function sendProblem(res: ServerResponse, problem: Problem): void {
  const { status, title, code, facts } = problem
  res.statusCode = status
  for (const [name, value] of Object.entries(problem.headers ?? {})) res.setHeader(name, value)
  res.setHeader('Content-Type', 'application/problem+json')
  res.setHeader('Cache-Control', 'no-store')
  res.end(JSON.stringify({ type: `/problems#${code}`, title, status, code, facts }))
}
