/** What both ways of the hot path share: a body exactly as documented, from a caller who is known already. */
import { isUtf8 } from 'node:buffer'
import { packMoves, type PackMove } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Authenticator, RequestHead } from '../../participants/authenticate.ts'
import type { Caller } from '../../platform/http/access.ts'
import { maxCodeLength } from '../routes.ts'
import type { VerificationRequest, Verifier } from '../verifier.ts'

export interface PlainCaseParts {
  verifier: Pick<Verifier, 'verifyAtOnce' | 'verifyToText'>
  authenticator: Pick<Authenticator, 'authenticateKept' | 'authenticate'>
  /** @throws where the caller may not verify */
  authorise: (caller: Caller, access: { resource: 'verifications'; action: 'create' }) => unknown
  /** What Express sets on every answer: names and values, in turn. */
  headers: readonly string[]
}

export const verificationsPath = '/api/v1/verifications'
/** The longest body that a longest code needs, escaped to the utmost. */
export const maxBodyBytes = maxCodeLength * 6 + 100

const access = { resource: 'verifications', action: 'create' } as const

export class PlainCase {
  /** Of every answer, names and values in turn; its length and what belongs to the connection come besides. */
  readonly headers: readonly string[]
  readonly #parts: PlainCaseParts
  /** Who may verify: the authenticator gives the same caller again until something about it changes. */
  readonly #known = new WeakSet<Caller>()

  constructor(parts: PlainCaseParts) {
    this.#parts = parts
    this.headers = [
      ...parts.headers,
      ...['Cache-Control', 'no-store', 'Content-Type', 'application/json; charset=utf-8'],
    ]
  }

  /** Without waiting; null: not at hand, or for Express to refuse. */
  callerAtHand(head: RequestHead): Caller | null {
    try {
      return this.#authorised(this.#parts.authenticator.authenticateKept(head))
    } catch {
      return null
    }
  }

  /**
   * The answer as JSON, once the scan is on record; rejects where it could not be recorded. null: not the plain case, or
   * something has to be asked for first, or a failure before anything was recorded, which Express meets again and reports.
   */
  answerAtOnce(caller: Caller, body: Buffer): Promise<string> | null {
    const request = parseRequest(body)
    if (request === null) return null
    try {
      return this.#parts.verifier.verifyAtOnce(caller, request)
    } catch {
      return null
    }
  }

  /** As `answerAtOnce`, asking Postgres for what is not at hand. null, or rejects: Express is to answer. */
  async answer(head: RequestHead, body: Buffer): Promise<string | null> {
    const request = parseRequest(body)
    if (request === null) return null
    const caller = this.#authorised(await this.#parts.authenticator.authenticate(head))
    return caller === null ? null : this.#parts.verifier.verifyToText(caller, request)
  }

  #authorised(caller: Caller | null): Caller | null {
    if (caller !== null && !this.#known.has(caller)) {
      this.#parts.authorise(caller, access)
      this.#known.add(caller)
    }
    return caller
  }
}

/** The documented body and nothing beside it; null for anything else. */
function parseRequest(bytes: Buffer): VerificationRequest | null {
  if (!isUtf8(bytes)) return null
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  for (const name in body) if (name !== 'code' && name !== 'intent') return null
  const { code, intent } = body as { code?: unknown; intent?: unknown }
  if (typeof code !== 'string' || code === '' || code.length > maxCodeLength) return null
  if (intent !== undefined && intent !== null && !packMoves.includes(intent as PackMove)) return null
  return { code, intent: intent as PackMove | null | undefined }
}
