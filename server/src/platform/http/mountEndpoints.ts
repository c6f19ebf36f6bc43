import { Router, type Request, type RequestHandler, type Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import type { Access, Caller, Reach } from './access.ts'
import { BoundedRateStore } from './boundedRateStore.ts'
import { isRaw, type Endpoint, type UntypedAnswer } from './endpoint.ts'
import { hashRequest, parseIdempotencyKey } from './idempotency.ts'
import { parseJson, readBytes } from './jsonBody.ts'
import { Refusal } from './problem.ts'

/** Credentials and permissions, which the platform only asks for. */
export interface Gate {
  /** null: no credentials. @throws Refusal for credentials that are wrong, and for a missing CSRF token. */
  authenticate(req: Request): Promise<Caller | null>
  /** @throws Refusal NOT_AUTHENTICATED, FORBIDDEN or SCOPE_MISSING. */
  authorise(caller: Caller | null, access: Access): Reach
}

export interface MountOptions {
  gate: Gate
  /** Makes the error for a value that fails its schema: the field's path and the reason. */
  invalid: (field: string, reason: string) => Error
  /** Parse answers with their schemas too, so that the document cannot lie: on in tests. */
  checkAnswers: boolean
}

/** All endpoints on one router, literal paths before those with parameters, then 405 for every path known. */
export function mountEndpoints(endpoints: readonly Endpoint[], options: MountOptions): Router {
  const router = Router({ caseSensitive: true })
  const sorted = [...endpoints].sort((a, b) => countParams(a) - countParams(b))
  for (const each of sorted) {
    const handlers = [
      ...(each.perMinute === undefined ? [] : [limiter(each.perMinute)]),
      handler(each, options),
    ]
    router[each.method](expressPath(each.path), ...handlers)
  }
  for (const path of new Set(sorted.map((each) => each.path))) {
    const allow = sorted.filter((each) => each.path === path).map((each) => each.method.toUpperCase())
    router.all(expressPath(path), () => {
      throw new Refusal('METHOD_NOT_ALLOWED', { allow }, { Allow: allow.join(', ') })
    })
  }
  return router
}

function countParams(endpoint: Endpoint): number {
  return endpoint.path.split('{').length
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function limiter(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    store: new BoundedRateStore(),
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_req, _res, next) => {
      next(new Refusal('TOO_MANY_REQUESTS', { perMinute }, { 'Retry-After': '60' }))
    },
  })
}

function handler(endpoint: Endpoint, options: MountOptions): RequestHandler {
  return async (req, res) => {
    // Public doors look at no credentials: one that is stale must not close them.
    const caller = endpoint.access === 'public' ? null : await options.gate.authenticate(req)
    const reach = options.gate.authorise(caller, endpoint.access)
    const params = endpoint.params && check(endpoint.params, req.params, '', options)
    const query = endpoint.query && check(endpoint.query, req.query, '', options)
    const key = parseIdempotencyKey(req.get('Idempotency-Key'))
    const { bytes, body } = await readBody(endpoint, req, res, options)
    const who = caller?.account ?? ''
    const idempotency =
      key === null ? null : { caller: who, key, bodyHash: hashRequest(req.method, req.path, bytes) }
    const answer = await endpoint.handle({ params, query, body, caller, reach, idempotency, req })
    await send(endpoint, answer, res, options)
  }
}

async function readBody(endpoint: Endpoint, req: Request, res: Response, options: MountOptions) {
  const shape = endpoint.body
  if (shape === undefined) return { bytes: new Uint8Array(), body: undefined }
  const expected = isRaw(shape) ? shape.raw : 'application/json'
  if (req.is(expected) === false)
    throw new Refusal('MEDIA_TYPE_UNSUPPORTED', { expected }, { Accept: expected })
  if (isRaw(shape)) return { bytes: new Uint8Array(), body: req }
  const bytes = await readBytes(req, res)
  if (bytes.length === 0) throw options.invalid('body', 'is missing')
  return { bytes, body: check(shape, parseJson(bytes), 'body', options) }
}

function check(schema: z.ZodType, value: unknown, name: string, options: MountOptions): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = (issue?.path ?? []).map(String)
  throw options.invalid(path.join('.') || name, issue?.message ?? 'is wrong')
}

async function send(endpoint: Endpoint, answer: UntypedAnswer, res: Response, options: MountOptions) {
  const shape = endpoint.answers[answer.status]
  res.status(answer.status)
  if (res.getHeader('Cache-Control') === undefined) res.setHeader('Cache-Control', 'no-store')
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value)
  if (shape === null || shape === undefined) res.end()
  else if (!isRaw(shape)) res.json(options.checkAnswers ? shape.parse(answer.body) : answer.body)
  else {
    if (answer.headers?.['Content-Type'] === undefined) res.type(shape.raw)
    if (answer.body instanceof Readable) await pipeline(answer.body, res)
    else res.end(answer.body as Uint8Array | string)
  }
}
