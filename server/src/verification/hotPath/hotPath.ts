/**
 * `POST /api/v1/verifications` from a known caller, answered ahead of Express: no router, no middleware, no schema library.
 * It takes only the plain case and answers only success. Everything else (another header, a token not at hand, a body
 * that is not exactly as documented) goes to Express untouched, so there is one description of every fault.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Caller } from '../../platform/http/access.ts'
import { maxBodyBytes, PlainCase, verificationsPath, type PlainCaseParts } from './plainCase.ts'
import { answerPlainConnections } from './plainConnections.ts'

export interface HotPathParts extends PlainCaseParts {
  /** Answers with the problem that an error is, as Express does; the body is read by then. */
  refuse: (error: unknown, req: IncomingMessage, res: ServerResponse) => void
}

/** Whoever gets the request when the plain case turns out not to be one; the body is unread then. */
type Otherwise = (req: IncomingMessage, res: ServerResponse) => void

export class HotPath {
  readonly #plain: PlainCase
  readonly #refuse: HotPathParts['refuse']
  readonly #otherwise: Otherwise

  constructor(parts: HotPathParts, otherwise: Otherwise) {
    this.#plain = new PlainCase(parts)
    this.#refuse = parts.refuse
    this.#otherwise = otherwise
  }

  /** Connections that bring nothing but the plain case never get as far as node:http. */
  standBefore(server: Server): void {
    answerPlainConnections(this.#plain, server)
  }

  /** Says whether it took the request; one taken is answered, by itself or by `otherwise`. */
  takes(req: IncomingMessage, res: ServerResponse): boolean {
    const length = plainLength(req)
    if (length === null) return false
    const caller = this.#plain.callerAtHand(req)
    if (caller === null) return false
    req.once('readable', () => {
      this.#answer(req, res, caller, length)
    })
    return true
  }

  #answer(req: IncomingMessage, res: ServerResponse, caller: Caller, length: number): void {
    const body = req.read() as Buffer | null
    const answered = body?.length === length ? this.#plain.answerAtOnce(caller, body) : null
    if (answered === null) {
      if (body !== null) req.unshift(body)
      this.#otherwise(req, res)
      return
    }
    answered.then(
      (json) => {
        const bytes = Buffer.byteLength(json)
        res.writeHead(200, [...this.#plain.headers, 'Content-Length', String(bytes)])
        // a text goes out joined to its head in one write, and ASCII without being encoded
        res.end(json, bytes === json.length ? 'latin1' : 'utf8')
      },
      (error: unknown) => {
        this.#refuse(error, req, res)
      },
    )
  }
}

/** The body's length where the request is the plain case as far as its head tells; else null. */
function plainLength({ method, url, headers }: IncomingMessage): number | null {
  if (method !== 'POST' || url !== verificationsPath) return null
  if (headers['content-type'] !== 'application/json') return null
  if (headers['content-encoding'] !== undefined || headers['transfer-encoding'] !== undefined) return null
  if (headers.expect !== undefined || headers['idempotency-key'] !== undefined) return null
  const length = Number(headers['content-length'])
  return length > 0 && length <= maxBodyBytes ? length : null
}
