/** The server, as pages use it: `api.call` for actions outside React, `apiQuery` for what a page shows. */
import { queryOptions } from '@tanstack/react-query'
import { createApi, type Ask, type Operation, type Session } from './createApi.ts'

/** As `/me` told it last; null: nobody's, or not known yet. */
export const session: { now: Session | null } = { now: null }

/** The server by another way than the usual one. */
export const apiOver = (way: typeof fetch) => createApi({ fetch: way, wait, session })

export const api = apiOver((...args) => fetch(...args))

/** @param name as `GET /batches`; only questions: actions go by `useAction` */
export function apiQuery<Name extends Operation & `GET ${string}`>(name: Name, ask: Ask<Name>) {
  return queryOptions({
    queryKey: [name, ask] as const,
    queryFn: ({ signal }) => api.call(name, ask, { signal }),
  })
}

/** 128 random bits. Not `crypto.randomUUID`: browsers keep that from plain http. */
export function newActionKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** @throws the reason of `signal` when it is aborted */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
