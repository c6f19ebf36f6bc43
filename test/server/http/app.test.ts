import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { Server } from 'node:http'
import { pino } from 'pino'
import { z } from 'zod'
import { createApp, createHttpServer } from '../../../server/src/app.ts'
import { endpoint, raw, type Endpoint } from '../../../server/src/platform/http/endpoint.ts'
import { Refusal } from '../../../server/src/platform/http/problem.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { parsedBy } from '../../../server/src/platform/http/parsedBy.ts'
import { parseGtin } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Readiness } from '../../../server/src/readiness.ts'
import { close, listen } from './listen.ts'

const ready: Readiness = {
  ready: true,
  ledger: { operation: 'embedded, single operator', height: 7 },
  replica: { height: 7, current: true, fault: null },
  projections: { height: 7, fault: null, lost: false, behind: 0 },
  database: 'answers',
  disk: { free: 1e9, full: false },
}

/** Endpoints that each show one thing the door does. */
function examples(): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/echoes/{gtin}',
      summary: 'Answer with what came',
      access: 'public',
      params: z.object({ gtin: parsedBy((text) => parseGtin(text), '09506000134352') }),
      query: z.object({ n: z.coerce.number().int().default(1) }),
      body: z.object({ word: z.string(), list: z.array(z.object({ k: z.number() })).default([]) }),
      answers: {
        201: z.object({ said: z.string(), key: z.string().nullable(), hash: z.string().nullable() }),
      },
      handle: ({ params, query, body, idempotency }) => ({
        status: 201,
        body: {
          said: `${params.gtin} ${body.word.length > 20 ? String(body.word.length) : body.word} ${String(query.n)}`,
          key: idempotency?.key ?? null,
          hash: idempotency?.bodyHash ?? null,
        },
      }),
    }),
    endpoint({
      method: 'get',
      path: '/files/{name}',
      summary: 'A stream',
      access: 'public',
      params: z.object({ name: z.string() }),
      answers: { 200: raw('text/csv') },
      handle: ({ params }) => ({
        status: 200,
        body: Readable.from(params.name === 'broken' ? breaksOff() : ['gtin,lot\n', '09506000134352,L1\n']),
      }),
    }),
    endpoint({
      method: 'get',
      path: '/troubles/{kind}',
      summary: 'An error of each kind',
      access: 'public',
      params: z.object({ kind: z.string() }),
      answers: { 200: z.object({}), 204: null },
      handle({ params }) {
        if (params.kind === 'bug') throw new Error('SECRET in a stack')
        if (params.kind === 'away') throw new Unavailable('the ledger', { retryAfterMs: 3000 })
        if (params.kind === 'unknown') throw new Unavailable('the ledger', { outcomeKnown: false })
        if (params.kind === 'refused') throw new Refusal('CONFLICT', { reason: 'so' })
        return { status: 204 }
      },
    }),
    endpoint({
      method: 'get',
      path: '/limited',
      summary: 'Two a minute',
      access: 'public',
      perMinute: 2,
      answers: { 204: null },
      handle: () => ({ status: 204 }),
    }),
  ]
}

function* breaksOff() {
  yield 'gtin,lot\n'
  throw new Error('the disk went away')
}

describe('the HTTP door', () => {
  let server: Server
  let url: string
  const logged: string[] = []

  before(async () => {
    const logger = pino({ level: 'info' }, { write: (line: string) => logged.push(line) })
    const gate = { authenticate: () => Promise.resolve(null), authorise: () => 'all' as const }
    const app = createApp({
      endpoints: examples(),
      nodeEndpoints: [],
      gate,
      readiness: () => Promise.resolve(ready),
      logger,
      publicUrl: 'http://localhost:3000',
      version: '0.1.0',
      webFolder: '/nowhere',
      checkAnswers: true,
    })
    server = createHttpServer(app, {
      takes(req, res) {
        if (req.url !== '/hot') return false
        res.end('hot')
        return true
      },
      standBefore: () => undefined,
    })
    url = await listen(server)
  })
  after(() => close(server))

  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers },
    })
  const echo = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    post('/echoes/09506000134352', body, headers)

  async function assertProblem(answer: Response, status: number, code: string, facts?: object) {
    const problem = (await answer.json()) as Record<string, unknown>
    assert.equal(answer.headers.get('Content-Type'), 'application/problem+json')
    assert.deepEqual([answer.status, problem['status'], problem['code']], [status, status, code])
    assert.equal(problem['type'], `/problems#${code}`)
    assert.deepEqual(Object.keys(problem), ['type', 'title', 'status', 'code', 'facts'])
    if (facts !== undefined) assert.deepEqual(problem['facts'], facts)
    return problem['facts'] as Record<string, unknown>
  }

  it('checks and converts path, query and body', async () => {
    const answer = await post('/echoes/9506000134352?n=3', JSON.stringify({ word: 'hello' }))
    assert.equal(answer.status, 201)
    assert.deepEqual(await answer.json(), { said: '09506000134352 hello 3', key: null, hash: null })
  })

  it('names the field that is wrong, and why', async () => {
    await assertProblem(await echo('{"word": 5}'), 400, 'INPUT_INVALID', {
      field: 'word',
      reason: 'Invalid input: expected string, received number',
    })
    const nested = await assertProblem(await echo('{"word":"x","list":[{"k":1},{}]}'), 400, 'INPUT_INVALID')
    assert.equal(nested['field'], 'list.1.k')
    const wrongDigit = await post('/echoes/09506000134353', '{"word":"x"}')
    await assertProblem(wrongDigit, 400, 'INPUT_INVALID', { field: 'gtin', reason: 'check digit must be 2' })
    const query = await post('/echoes/09506000134352?n=x', '{"word":"x"}')
    assert.equal((await assertProblem(query, 400, 'INPUT_INVALID'))['field'], 'n')
  })

  it('takes 10 MB and refuses one byte more, saying the limit', async () => {
    const limit = 10 * 1024 * 1024
    const bodyOf = (bytes: number) => `{"word":"${'x'.repeat(bytes - 11)}"}`
    assert.equal((await echo(bodyOf(limit))).status, 201)
    await assertProblem(await echo(bodyOf(limit + 1)), 413, 'BODY_TOO_LARGE', { limitBytes: limit })
  })

  it('holds the limit against a body that only unpacks to more', async () => {
    const packed = gzipSync(`{"word":"${'x'.repeat(11 * 1024 * 1024)}"}`)
    const answer = await echo(packed, { 'Content-Encoding': 'gzip' })
    await assertProblem(answer, 413, 'BODY_TOO_LARGE')
  })

  it('refuses JSON nested deeper than 32 without parsing it', async () => {
    const nest = (depth: number) => `{"word":"[[[\\"{{{","list":${'['.repeat(depth)}${']'.repeat(depth)}}`
    assert.equal((await assertProblem(await echo(nest(31)), 400, 'INPUT_INVALID'))['field'], 'list.0')
    const facts = await assertProblem(await echo(nest(32)), 400, 'JSON_TOO_DEEP')
    assert.equal(facts['limit'], 32)
    await assertProblem(await echo('['.repeat(5_000_000)), 400, 'JSON_TOO_DEEP')
  })

  it('refuses what is not JSON, not UTF-8 or not there', async () => {
    const broken = await assertProblem(await echo('{"word":'), 400, 'BODY_INVALID')
    assert.match(String(broken['reason']), /JSON/)
    const latin1 = Buffer.from('{"word":"Pfl\u00fcger"}', 'latin1')
    await assertProblem(await echo(latin1), 400, 'BODY_INVALID', { reason: 'is not UTF-8' })
    await assertProblem(await echo(''), 400, 'INPUT_INVALID', { field: 'body', reason: 'is missing' })
  })

  it('refuses another content type, and says which it wants', async () => {
    const answer = await echo('word=x', { 'Content-Type': 'application/x-www-form-urlencoded' })
    assert.equal(answer.headers.get('Accept'), 'application/json')
    await assertProblem(answer, 415, 'MEDIA_TYPE_UNSUPPORTED', { expected: 'application/json' })
    const encoded = await echo('{"word":"x"}', { 'Content-Encoding': 'zstd2' })
    await assertProblem(encoded, 415, 'MEDIA_TYPE_UNSUPPORTED')
  })

  it('says which methods an address knows', async () => {
    const answer = await fetch(`${url}/api/v1/echoes/09506000134352`, { method: 'DELETE' })
    assert.equal(answer.headers.get('Allow'), 'POST')
    await assertProblem(answer, 405, 'METHOD_NOT_ALLOWED', { allow: ['POST'] })
  })

  it('answers unknown and undecodable addresses with a problem', async () => {
    await assertProblem(await fetch(`${url}/api/v1/nothing`), 404, 'NOT_FOUND')
    await assertProblem(await fetch(`${url}/elsewhere`), 404, 'NOT_FOUND')
    await assertProblem(await fetch(`${url}/api/v1/files/%E0%A4%A`), 400, 'REQUEST_INVALID')
  })

  it('ties an Idempotency-Key to method, path and body', async () => {
    const hashOf = async (body: string, key = '"k-1"') => {
      const answer = await echo(body, { 'Idempotency-Key': key })
      return (await answer.json()) as { key: string; hash: string }
    }
    const first = await hashOf('{"word":"x"}')
    assert.equal(first.key, 'k-1')
    assert.equal((await hashOf('{"word":"x"}', 'k-1')).hash, first.hash)
    assert.notEqual((await hashOf('{"word":"y"}')).hash, first.hash)
    const bad = await echo('{"word":"x"}', { 'Idempotency-Key': 'with blank' })
    await assertProblem(bad, 400, 'IDEMPOTENCY_KEY_INVALID')
  })

  it('streams, and breaks the connection where the stream breaks', async () => {
    const whole = await fetch(`${url}/api/v1/files/whole`)
    assert.match(whole.headers.get('Content-Type') ?? '', /^text\/csv/)
    assert.equal(await whole.text(), 'gtin,lot\n09506000134352,L1\n')
    await assert.rejects(async () => (await fetch(`${url}/api/v1/files/broken`)).text())
  })

  it('answers each kind of error with its own status', async () => {
    const get = (kind: string) => fetch(`${url}/api/v1/troubles/${kind}`)
    const away = await get('away')
    assert.equal(away.headers.get('Retry-After'), '3')
    await assertProblem(away, 503, 'UNAVAILABLE', { what: 'the ledger' })
    await assertProblem(await get('unknown'), 202, 'OUTCOME_UNKNOWN')
    await assertProblem(await get('refused'), 409, 'CONFLICT', { reason: 'so' })
    assert.equal((await get('none')).status, 204)
  })

  it('logs a bug with its stack and leaks nothing of it', async () => {
    logged.length = 0
    const answer = await fetch(`${url}/api/v1/troubles/bug?serial=ABC123`)
    await assertProblem(answer, 500, 'BUG', {})
    const lines = logged.join('')
    assert.match(lines, /SECRET in a stack/)
    assert.match(lines, /app\.test\.ts/)
    assert.doesNotMatch(lines, /ABC123/)
  })

  it('limits how often one address may ask', async () => {
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${url}/api/v1/limited`)).status)
    assert.deepEqual(statuses, [204, 204, 429])
    const answer = await fetch(`${url}/api/v1/limited`)
    assert.equal(answer.headers.get('Retry-After'), '60')
    await assertProblem(answer, 429, 'TOO_MANY_REQUESTS')
  })

  it('lets a hot path answer ahead of Express', async () => {
    const answer = await fetch(`${url}/hot`)
    assert.deepEqual([await answer.text(), answer.headers.get('Content-Security-Policy')], ['hot', null])
  })

  it('describes every endpoint in one OpenAPI 3.1 document', async () => {
    const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
      openapi: string
      paths: Record<string, Record<string, unknown>>
    }
    const { openapi, paths } = document
    assert.equal(openapi, '3.1.0')
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((verb) => [verb, path]),
    )
    assert.deepEqual(
      described.sort(),
      examples()
        .map(({ method, path }) => [method, path])
        .sort(),
    )
  })

  it('shows its state to machines and people, under a policy without inline script', async () => {
    assert.deepEqual(await (await fetch(`${url}/readyz`)).json(), ready)
    assert.equal((await fetch(`${url}/livez`)).status, 200)
    for (const page of ['/api/docs/', '/problems']) {
      const answer = await fetch(url + page)
      const policy = answer.headers.get('Content-Security-Policy') ?? ''
      assert.match(policy, /default-src 'none';.*script-src 'self'/)
      assert.doesNotMatch(policy, /'unsafe-/)
      const html = await answer.text()
      assert.doesNotMatch(html, /<script>|<style|style=|onclick=/)
      for (const [, path] of html.matchAll(/(?:src|<link [^>]*href)="([^"#]+)"/g)) {
        const found = await fetch(new URL(path ?? '', url + page))
        assert.equal(found.status < 400, true, `${page} needs ${String(path)}`)
        await found.arrayBuffer()
      }
    }
  })
})
