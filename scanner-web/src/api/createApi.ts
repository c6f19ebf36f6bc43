/**
 * The one door to the server: session cookie, CSRF header, Idempotency-Key, problems, and what to do when the network goes.
 */
import { ApiProblem, isProblem, notKnownYet, problemIn, unreachable } from './apiProblem.ts'
import type { Api } from './types.ts'
import { whileUnderWay } from './underWay.ts'

export type Operation = keyof Api
export type AnswerOf<Name extends Operation> = Api[Name]['answer']
type Part<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Partial<Value> extends Value
    ? { [K in Key]?: Value }
    : { [K in Key]: Value }
/** What an operation is told: `params` and `query` by name, `body` as JSON or a Blob. */
export type Ask<Name extends Operation> = Part<'params', Api[Name]['params']> &
  Part<'query', Api[Name]['query']> &
  Part<'body', Api[Name]['body']>

export interface CallOptions {
  signal?: AbortSignal
  /** Of one user action, however often it is sent: the server does it once. */
  actionKey?: string
  /** It was sent before and no outcome came: what then says nothing of the first time is no refusal of it. */
  inDoubt?: boolean
  /** The action was sent and no outcome came; it is being found out. */
  onNotKnown?: () => void
}

export interface ApiDeps {
  fetch: typeof fetch
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Shared by whoever goes another way to the same server. */
  session: { now: Session | null }
}

/** Who is logged in, and what the server wants to see with every change she makes. */
export interface Session {
  userId: string
  csrfToken: string
}

interface Loose {
  params?: Record<string, string | number>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
}

const base = '/api/v1'
/** ms between the tries of an action without an outcome: a quarter of a minute, then the user decides. */
const patience = [500, 1000, 2000, 4000, 8000]
/** ms after those, where the server has the action and finds out by itself. */
const mostBetween = 15_000
/** ms between two questions what became of it. */
const betweenQuestions = 2000

export function createApi({ fetch, wait, session }: ApiDeps) {
  async function send(name: Operation, ask: Loose, options: CallOptions): Promise<unknown> {
    const [method = '', path = ''] = name.split(' ')
    const { signal, actionKey } = options
    const isBlob = ask.body instanceof Blob
    const headers = new Headers({ Accept: 'application/json, application/problem+json, */*' })
    if (ask.body !== undefined && !isBlob) headers.set('Content-Type', 'application/json')
    if (method !== 'GET') headers.set('X-CSRF-Token', session.now?.csrfToken ?? '')
    if (actionKey !== undefined) headers.set('Idempotency-Key', actionKey)
    const init: RequestInit = { method, headers, credentials: 'same-origin', signal: signal ?? null }
    if (ask.body !== undefined) init.body = isBlob ? (ask.body as Blob) : JSON.stringify(ask.body)
    try {
      return await read(method, await fetch(addressOf(path, ask), init))
    } catch (error) {
      if (isProblem(error) || signal?.aborted === true) throw error
      // No answer, or none that was whole.
      throw new ApiProblem({ code: unreachable, status: 0 })
    }
  }

  /** Another tab may have logged in anew: its session is ours too, under another token, unless it is somebody else's. */
  async function sendWithFreshToken(name: Operation, ask: Loose, options: CallOptions): Promise<unknown> {
    try {
      return await send(name, ask, options)
    } catch (error) {
      if (!isProblem(error, 'CSRF_REFUSED')) throw error
      const me = (await send('GET /me', {}, {})) as AnswerOf<'GET /me'>
      if (session.now !== null && session.now.userId !== me.id)
        throw new ApiProblem({ code: 'NOT_AUTHENTICATED', status: 401 })
      session.now = { userId: me.id, csrfToken: me.csrfToken }
      return send(name, ask, options)
    }
  }

  async function act(name: Operation, ask: Loose, options: CallOptions): Promise<unknown> {
    let inDoubt = options.inDoubt ?? false
    for (let tries = 0; ; tries++) {
      try {
        return await sendWithFreshToken(name, ask, options)
      } catch (error) {
        if (!leavesOpen(error, inDoubt)) throw error
        const { code, status, facts, retryAfterMs } = error
        const requestId = typeof facts.requestId === 'string' ? facts.requestId : null
        // A server that has it, and answers, is asked until it knows.
        const delay = patience[tries] ?? (requestId === null ? null : mostBetween)
        if (delay === null || code === 'NOT_AUTHENTICATED')
          throw new ApiProblem({ code: notKnownYet, status, cause: error })
        inDoubt = true
        options.onNotKnown?.()
        await pause(Math.max(delay, retryAfterMs ?? 0), requestId, options)
      }
    }
  }

  /** Over before its time once the server knows what became of the request: sent again, it tells. */
  async function pause(ms: number, requestId: string | null, { signal }: CallOptions): Promise<void> {
    let left = ms
    for (; requestId !== null && left > betweenQuestions; left -= betweenQuestions) {
      await wait(betweenQuestions, signal)
      if (await isSettled(requestId, signal)) return
    }
    await wait(left, signal)
  }

  async function isSettled(requestId: string, signal?: AbortSignal): Promise<boolean> {
    try {
      const ask = { params: { requestId } }
      const answer = await send('GET /requests/{requestId}', ask, signal === undefined ? {} : { signal })
      return (answer as AnswerOf<'GET /requests/{requestId}'>).outcome !== 'pending'
    } catch (error) {
      if (!isProblem(error)) throw error
      return false
    }
  }

  return {
    /** @throws ApiProblem; the reason of `signal` when it is aborted */
    async call<Name extends Operation>(
      name: Name,
      ask: Ask<Name>,
      options: CallOptions = {},
    ): Promise<AnswerOf<Name>> {
      const loose = ask as Loose
      const once = options.actionKey === undefined
      const answer = once
        ? sendWithFreshToken(name, loose, options)
        : whileUnderWay(() => act(name, loose, options))
      return (await answer) as AnswerOf<Name>
    },
  }
}

/** Says nothing of whether an action happened; once it may have, neither does an answer that never reached its rules. */
function leavesOpen(error: unknown, inDoubt: boolean): error is ApiProblem {
  if (!isProblem(error)) return false
  const { code, status } = error
  if (code === unreachable || code === notKnownYet) return true
  return inDoubt && (status === 429 || status >= 500 || code === 'NOT_AUTHENTICATED')
}

/** Where a browser itself fetches a file or a picture. @param name as `GET /labels/{symbol}.svg` */
export function fileUrl<Name extends Operation & `GET ${string}`>(name: Name, ask: Ask<Name>): string {
  return addressOf(name.slice('GET '.length), ask as Loose)
}

function addressOf(path: string, { params, query }: Loose): string {
  return base + fillIn(path, params) + queryOf(query)
}

/** @throws ApiProblem also where a success comes from something in between, as a hotel's log-in page */
async function read(method: string, answer: Response): Promise<unknown> {
  // 202 is the one success that is none: the outcome is not known.
  if (!answer.ok || answer.status === 202) throw await problemIn(answer)
  if (answer.status === 204) return undefined
  const type = answer.headers.get('Content-Type') ?? ''
  if (type.startsWith('application/json')) return answer.json()
  if (method !== 'GET' || type.startsWith('text/html'))
    throw new ApiProblem({ code: unreachable, status: answer.status })
  return answer.blob()
}

function fillIn(path: string, params: Loose['params'] = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
}

function queryOf(query: Loose['query'] = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([k, v]): [string, string] => [k, String(v)])).toString()}`
}
