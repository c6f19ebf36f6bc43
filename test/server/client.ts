/** A caller of the API in tests: a browser's session, a token, or nobody. */
export interface Answer<Body = Record<string, unknown>> {
  status: number
  body: Body
  headers: Headers
}

export interface Credentials {
  cookie?: string
  csrfToken?: string
  token?: string
}

export class Client {
  readonly url: string
  readonly credentials: Credentials

  constructor(url: string, credentials: Credentials = {}) {
    this.url = url
    this.credentials = credentials
  }

  /** `path` below /api/v1. A string or bytes are sent as they are, with the content type in `headers`. */
  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const { cookie, csrfToken, token } = this.credentials
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
      headers: {
        ...(body === undefined || isRaw ? {} : { 'Content-Type': 'application/json' }),
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...(csrfToken === undefined ? {} : { 'X-CSRF-Token': csrfToken }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
    })
    const isJson = answer.headers.get('Content-Type')?.includes('json') === true
    const content: unknown = isJson ? await answer.json() : { text: await answer.text() }
    return { status: answer.status, body: content as Body, headers: answer.headers }
  }

  get<Body = Record<string, unknown>>(path: string) {
    return this.send<Body>('GET', path)
  }
  post<Body = Record<string, unknown>>(path: string, body?: unknown, headers: Record<string, string> = {}) {
    return this.send<Body>('POST', path, body, headers)
  }
  put<Body = Record<string, unknown>>(path: string, body: unknown) {
    return this.send<Body>('PUT', path, body)
  }
  delete(path: string) {
    return this.send('DELETE', path)
  }

  /** As `post`, for what must succeed: throws with the problem where it does not. */
  async must<Body = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const answer = await this.post<Body>(path, body, headers)
    if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

/** Logs in and answers a client with the session. */
export async function logIn(url: string, email: string, password: string): Promise<Client> {
  const answer = await new Client(url).post<{ csrfToken: string }>('/sessions', { email, password })
  if (answer.status !== 201) throw new Error(`log-in of ${email}: ${JSON.stringify(answer.body)}`)
  return new Client(url, { cookie: cookieOf(answer), csrfToken: answer.body.csrfToken })
}

/** The cookie that an answer sets, as the browser would send it. */
export function cookieOf(answer: { headers: Headers }): string {
  return answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
}
