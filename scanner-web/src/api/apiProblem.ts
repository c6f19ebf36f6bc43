import type { Problem } from './types.ts'

/** What went wrong with a request, RFC 9457, whoever noticed it: the server, or this side of the wire. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  /** From docs/problems.md, or one of ours: `UNREACHABLE`. */
  readonly code: string
  /** HTTP status; 0 where no answer came. */
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>
  readonly retryAfterMs: number | null

  constructor(problem: {
    code: string
    status: number
    facts?: Readonly<Record<string, unknown>>
    retryAfterMs?: number | null
    cause?: ApiProblem
  }) {
    super(problem.code, { cause: problem.cause })
    this.code = problem.code
    this.status = problem.status
    this.facts = problem.facts ?? {}
    this.retryAfterMs = problem.retryAfterMs ?? null
  }
}

/** No answer came: of a question, nothing is lost; of an action see `notKnownYet`. */
export const unreachable = 'UNREACHABLE'
/** The change was sent and may have happened: neither done nor failed. The same key may be sent again. */
export const notKnownYet = 'OUTCOME_UNKNOWN'

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code)
}

/** An answer that is no success. What is not a problem document comes from something in between, as a proxy. */
export async function problemIn(answer: Response): Promise<ApiProblem> {
  const { status, headers } = answer
  const seconds = Number(headers.get('Retry-After') ?? NaN)
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null
  if (headers.get('Content-Type')?.startsWith('application/problem+json') !== true) {
    return new ApiProblem({ code: unreachable, status, retryAfterMs })
  }
  const { code, facts } = (await answer.json()) as Problem
  return new ApiProblem({ code, status, facts, retryAfterMs })
}
