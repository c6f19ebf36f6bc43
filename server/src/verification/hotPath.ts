/**
 * `POST /api/v1/verifications` with an API token, answered ahead of Express: no router, no middleware, no schema library.
 * It takes only the plain case and answers only success. Everything else (another header, a token not at hand, a body
 * that is not exactly as documented) goes to Express untouched, so there is one description of every fault.
 */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { packMoves, type PackMove } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Caller } from '../platform/http/access.ts'
import { maxCodeLength } from './routes.ts'
import type { VerificationRequest, Verifier } from './verifier.ts'

export interface HotPathParts {
  verifier: Pick<Verifier, 'verifyAtOnce'>
  /** Without waiting; null: Express is to find out. */
  authenticate: (req: IncomingMessage) => Caller | null
  /** @throws where the caller may not verify */
  authorise: (caller: Caller, access: { resource: 'verifications'; action: 'create' }) => unknown
  /** What Express sets on every answer: names and values, in turn. */
  headers: readonly string[]
  /** Answers with the problem that an error is, as Express does; the body is read by then. */
  refuse: (error: unknown, req: IncomingMessage, res: ServerResponse) => void
}

/** Whoever gets the request when the plain case turns out not to be one; the body is unread then. */
type Otherwise = (req: IncomingMessage, res: ServerResponse) => void

const path = '/api/v1/verifications'
const access = { resource: 'verifications', action: 'create' } as const
/** The longest body that a longest code needs, escaped to the utmost. */
const maxBodyBytes = maxCodeLength * 6 + 100

/** Says whether it took the request; one taken is answered, by itself or by `otherwise`. */
export function hotPath(parts: HotPathParts, otherwise: Otherwise) {
  const head = [
    ...parts.headers,
    'Cache-Control',
    'no-store',
    'Content-Type',
    'application/json; charset=utf-8',
  ]

  /** The authenticator gives the same caller again until something about it changes. */
  const authorised = new WeakSet<Caller>()

  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const length = plainLength(req)
    if (length === null) return false
    const caller = callerOf(req)
    if (caller === null) return false
    req.once('readable', () => {
      answer(req, res, caller, length)
    })
    return true
  }

  function callerOf(req: IncomingMessage): Caller | null {
    try {
      const caller = parts.authenticate(req)
      if (caller !== null && !authorised.has(caller)) {
        parts.authorise(caller, access)
        authorised.add(caller)
      }
      return caller
    } catch {
      return null
    }
  }

  function answer(req: IncomingMessage, res: ServerResponse, caller: Caller, length: number): void {
    const bytes = req.read() as Buffer | null
    const request = bytes?.length === length ? parseRequest(bytes) : null
    const answered = request === null ? null : verifyAtOnce(caller, request)
    if (answered === null) {
      if (bytes !== null) req.unshift(bytes)
      otherwise(req, res)
      return
    }
    answered.then(
      (json) => {
        const bytes = Buffer.byteLength(json)
        res.writeHead(200, [...head, 'Content-Length', String(bytes)])
        // a text goes out joined to its head in one write, and ASCII without being encoded
        res.end(json, bytes === json.length ? 'latin1' : 'utf8')
      },
      (error: unknown) => {
        parts.refuse(error, req, res)
      },
    )
  }

  /** A failure before anything was recorded: Express meets it again, and reports it. */
  function verifyAtOnce(caller: Caller, request: VerificationRequest) {
    try {
      return parts.verifier.verifyAtOnce(caller, request)
    } catch {
      return null
    }
  }
}

/** The body's length where the request is the plain case as far as its head tells; else null. */
function plainLength({ method, url, headers }: IncomingMessage): number | null {
  if (method !== 'POST' || url !== path) return null
  if (headers['content-type'] !== 'application/json') return null
  if (headers['content-encoding'] !== undefined || headers['transfer-encoding'] !== undefined) return null
  if (headers.expect !== undefined || headers['idempotency-key'] !== undefined) return null
  const length = Number(headers['content-length'])
  return length > 0 && length <= maxBodyBytes ? length : null
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
  const { code, intent, ...others } = body as Record<string, unknown>
  if (typeof code !== 'string' || code === '' || code.length > maxCodeLength) return null
  if (intent !== undefined && intent !== null && !packMoves.includes(intent as PackMove)) return null
  for (const _name in others) return null
  return { code, intent: intent as PackMove | null | undefined }
}
