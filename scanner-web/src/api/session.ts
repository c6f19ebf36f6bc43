/** Who is logged in. */
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, session } from './api.ts'
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
      session.now = { userId: me.id, csrfToken: me.csrfToken }
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
  await api.call('POST /sessions', { body: { email, password } })
  session.now = null
  // Nothing that another person was shown is left.
  queries.clear()
}

const leaving: (() => void)[] = []
/** @param listener forgets what the person who leaves was shown */
export function onLogOut(listener: () => void): void {
  leaving.push(listener)
}

/** A session that the server has forgotten counts as ended. @throws ApiProblem where it may still stand */
export async function logOut(queries: QueryClient): Promise<void> {
  try {
    await api.call('DELETE /sessions/{id}', { params: { id: 'this' } })
  } catch (error) {
    if (!isProblem(error, 'NOT_AUTHENTICATED')) throw error
  }
  for (const forget of leaving) forget()
  session.now = null
  queries.clear()
  queries.setQueryData(meQuery.queryKey, null)
}
