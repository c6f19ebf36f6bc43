/** One person at the server's HTTP door: the demo world is made as people would make it, through the same rules. */
import { randomUUID } from 'node:crypto'

export interface ApiClient {
  /** The headers that say who asks: nobody, a session or a token. */
  credentials: Credentials
  post: <Answer>(path: string, body: unknown) => Promise<Answer>
  put: <Answer>(path: string, body: unknown) => Promise<Answer>
  get: <Answer>(path: string) => Promise<Answer>
  getText: (path: string) => Promise<string>
  getBytes: (path: string) => Promise<Uint8Array>
  upload: <Answer>(path: string, type: string, content: Uint8Array) => Promise<Answer>
}

export type Credentials = Readonly<Record<string, string>>

export function apiClient(url: string, credentials: Credentials = {}): ApiClient {
  async function call(
    method: string,
    path: string,
    type?: string,
    body?: string | Uint8Array,
  ): Promise<Response> {
    const headers: Record<string, string> = { ...credentials }
    if (type !== undefined) headers['content-type'] = type
    if (method !== 'GET') headers['idempotency-key'] = randomUUID()
    const init: RequestInit = { method, headers }
    if (body !== undefined) init.body = body
    const response = await fetch(`${url}/api/v1/${path}`, init)
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response
  }
  const json = (body: unknown) => JSON.stringify(body)
  return {
    credentials,
    post: async (path, body) => (await call('POST', path, 'application/json', json(body))).json() as never,
    put: async (path, body) => (await call('PUT', path, 'application/json', json(body))).json() as never,
    get: async (path) => (await call('GET', path)).json() as never,
    getText: async (path) => (await call('GET', path)).text(),
    getBytes: async (path) => new Uint8Array(await (await call('GET', path)).arrayBuffer()),
    upload: async (path, type, content) => (await call('POST', path, type, content)).json() as never,
  }
}

/** Logs in, and answers a client that carries the session. */
export async function logIn(url: string, email: string, password: string): Promise<ApiClient> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`log-in of ${email}: ${await response.text()}`)
  const { csrfToken } = (await response.json()) as { csrfToken: string }
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  return apiClient(url, { cookie, 'x-csrf-token': csrfToken })
}
