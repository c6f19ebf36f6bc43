/** Who is logged in. */
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from './api.ts'
import { isProblem } from './apiProblem.ts'
import type { AnswerOf } from './createApi.ts'

export type Me = AnswerOf<'GET /me'>
export type Permission = Me['permissions'][number]

/** null: nobody. */
export const meQuery = queryOptions({
  queryKey: ['GET /me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      const me = await api.call('GET /me', {}, { signal })
      api.useCsrfToken(me.csrfToken)
      return me
    } catch (error) {
      if (isProblem(error, 'NOT_AUTHENTICATED')) return null
      throw error
    }
  },
  staleTime: 60_000,
})

export function may(me: Me | null, permission: Permission): boolean {
  return me?.permissions.includes(permission) === true
}

/** @throws ApiProblem LOGIN_FAILED and others */
export async function logIn(queries: QueryClient, email: string, password: string): Promise<void> {
  const { csrfToken } = await api.call('POST /sessions', { body: { email, password } })
  api.useCsrfToken(csrfToken)
  // Nothing that another person was shown is left.
  queries.clear()
}

const leaving: (() => void)[] = []
/** @param listener forgets what the person who leaves was shown */
export function onLogOut(listener: () => void): void {
  leaving.push(listener)
}

/** Ends the session here in any case: a session that the server has forgotten is no reason to stay. */
export async function logOut(queries: QueryClient): Promise<void> {
  try {
    await api.call('DELETE /sessions/{id}', { params: { id: 'this' } })
  } catch (error) {
    if (!isProblem(error, 'NOT_AUTHENTICATED')) throw error
  }
  for (const forget of leaving) forget()
  queries.clear()
  queries.setQueryData(meQuery.queryKey, null)
}
