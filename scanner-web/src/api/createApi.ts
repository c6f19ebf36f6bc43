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
  /** The action was sent and no outcome came; it is being sent again. */
  onNotKnown?: () => void
}

export interface ApiDeps {
  fetch: typeof fetch
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
}

interface Loose {
  params?: Record<string, string | number>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
}

const base = '/api/v1'
/** ms between the tries of an action without an outcome: a quarter of a minute, then the user decides. */
const patience = [500, 1000, 2000, 4000, 8000]

export function createApi({ fetch, wait }: ApiDeps) {
  let csrfToken = ''

  async function send(name: Operation, ask: Loose, options: CallOptions): Promise<unknown> {
    const [method = '', path = ''] = name.split(' ')
    const { signal, actionKey } = options
    const isBlob = ask.body instanceof Blob
    const headers = new Headers({ Accept: 'application/json, application/problem+json, */*' })
    if (ask.body !== undefined && !isBlob) headers.set('Content-Type', 'application/json')
    if (method !== 'GET') headers.set('X-CSRF-Token', csrfToken)
    if (actionKey !== undefined) headers.set('Idempotency-Key', actionKey)
    const init: RequestInit = { method, headers, credentials: 'same-origin', signal: signal ?? null }
    if (ask.body !== undefined) init.body = isBlob ? (ask.body as Blob) : JSON.stringify(ask.body)
    let answer: Response
    try {
      answer = await fetch(addressOf(path, ask), init)
    } catch (error) {
      if (signal?.aborted === true) throw error
      throw new ApiProblem({ code: unreachable, status: 0 })
    }
    return read(answer)
  }

  /** Another tab may have logged in anew: its session is ours too, under another token. */
  async function sendWithFreshToken(name: Operation, ask: Loose, options: CallOptions): Promise<unknown> {
    try {
      return await send(name, ask, options)
    } catch (error) {
      if (!isProblem(error, 'CSRF_REFUSED')) throw error
      csrfToken = ((await send('GET /me', {}, {})) as AnswerOf<'GET /me'>).csrfToken
      return send(name, ask, options)
    }
  }

  async function act(name: Operation, ask: Loose, options: CallOptions): Promise<unknown> {
    for (const delay of [...patience, null]) {
      try {
        return await sendWithFreshToken(name, ask, options)
      } catch (error) {
        if (!isProblem(error, unreachable) && !isProblem(error, notKnownYet)) throw error
        if (delay === null) throw new ApiProblem({ code: notKnownYet, status: error.status })
        options.onNotKnown?.()
        await wait(Math.max(delay, error.retryAfterMs ?? 0), options.signal)
      }
    }
    throw new Error('the last try throws')
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
    /** From the answers to a log-in, `/me` and a change of password. */
    useCsrfToken(token: string): void {
      csrfToken = token
    },
  }
}

/** Where a browser itself fetches a file or a picture. @param name as `GET /labels/{symbol}.svg` */
export function fileUrl<Name extends Operation & `GET ${string}`>(name: Name, ask: Ask<Name>): string {
  return addressOf(name.slice('GET '.length), ask as Loose)
}

function addressOf(path: string, { params, query }: Loose): string {
  return base + fillIn(path, params) + queryOf(query)
}

async function read(answer: Response): Promise<unknown> {
  // 202 is the one success that is none: the outcome is not known.
  if (!answer.ok || answer.status === 202) throw await problemIn(answer)
  if (answer.status === 204) return undefined
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json') === true
  return isJson ? answer.json() : answer.blob()
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
