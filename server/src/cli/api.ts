/** The server's HTTP API as the command line uses it: one request, one answer or one CommandFailure. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { CommandFailure } from './outcome.ts'

export interface Api {
  get: <Answer>(path: string) => Promise<Answer>
  /** `undefined` sends no body. */
  post: <Answer>(path: string, body: unknown) => Promise<Answer>
  /** A request whose body or answer is not one JSON object; a refusal is thrown as everywhere. */
  stream: (
    method: 'GET' | 'POST',
    path: string,
    body?: { type: string; content: ReadableStream<Uint8Array> },
  ) => Promise<Response>
}

/** The tries of one change; they share an Idempotency-Key, so it happens once. */
const tries = 3

export function connect(url: string, token: string): Api {
  const base = `${url.replace(/\/$/, '')}/api/v1/`

  async function call(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | ReadableStream<Uint8Array>,
  ): Promise<Response> {
    const init: RequestInit & { duplex?: 'half' } = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
    }
    if (body !== undefined) init.body = body
    if (body instanceof ReadableStream) init.duplex = 'half'
    const response = await fetch(base + path, init)
    if (!response.ok || response.status === 202) throw await failureOf(response)
    return response
  }

  return {
    get: async (path) => (await reached(url, () => call('GET', path, {}))).json() as never,
    async post(path, body) {
      const headers = {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'idempotency-key': randomUUID(),
      }
      const send = () => call('POST', path, headers, JSON.stringify(body))
      return (await reached(url, () => persistently(send))).json() as never
    },
    stream: (method, path, body) =>
      reached(url, () =>
        body === undefined
          ? call(method, path, {})
          : call(method, path, { 'content-type': body.type, 'idempotency-key': randomUUID() }, body.content),
      ),
  }
}

/** A connection that broke says nothing about the outcome: the same request is sent again. */
async function persistently(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (error instanceof CommandFailure || attempt === tries) throw error
      await delay(200 * attempt)
    }
  }
}

async function reached(url: string, send: () => Promise<Response>): Promise<Response> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('unavailable', `no answer from ${url}: is the server running there?`, {
      cause: String((error as Error).cause ?? error),
    })
  }
}

interface Problem {
  title?: string
  detail?: string
  code?: string
  facts?: Record<string, unknown>
}

async function failureOf(response: Response): Promise<CommandFailure> {
  const problem = (await response.json().catch(() => ({}))) as Problem
  const facts = Object.entries(problem.facts ?? {}).map(([name, value]) => `${name}: ${String(value)}`)
  const said = [problem.detail ?? problem.title ?? `HTTP ${String(response.status)}`, ...facts].join('\n  ')
  const kind = response.status === 202 || response.status >= 500 ? 'unavailable' : 'refused'
  return new CommandFailure(kind, said, { status: response.status, ...problem })
}
