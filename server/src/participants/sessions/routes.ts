import { z } from 'zod'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Authenticator } from '../authenticate.ts'
import { userIdOf } from '../caller.ts'
import type { Clock } from '../clock.ts'
import { emailField } from '../keySchemas.ts'
import { csrfTokenOf } from '../secretToken.ts'
import type { UserStore } from '../users/store.ts'
import { logIn } from './logIn.ts'
import { endedSessionCookie, readSessionCookie, sessionCookie } from './sessionCookie.ts'
import { aliveSince, endsAt } from './sessionLife.ts'
import { senderOf } from './senderOf.ts'
import type { SessionStore } from './store.ts'

const sessionBody = z.object({
  id: z.string(),
  createdAt: z.number().int(),
  lastSeenAt: z.number().int(),
  /** ms; when it ends if it is not used any more */
  endsAt: z.number().int(),
  address: z.string(),
  userAgent: z.string(),
  /** The one that asks. */
  isThis: z.boolean(),
})

export interface SessionRouteDeps {
  sessions: SessionStore
  users: UserStore
  authenticator: Authenticator
  clock: Clock
  publicUrl: string
}

export function sessionRoutes(deps: SessionRouteDeps): Endpoint[] {
  const { sessions, authenticator, clock, publicUrl } = deps
  return [
    endpoint({
      method: 'post',
      path: '/sessions',
      summary: 'Log in',
      description:
        'Sets the session cookie. Send `csrfToken` as X-CSRF-Token with every request that changes something. ' +
        'Every failure gets the same answer, a lock-out after too many of them too.',
      access: 'public',
      body: z.object({ email: emailField, password: z.string().max(1000) }),
      answers: { 201: z.object({ id: z.string(), csrfToken: z.string() }) },
      async handle({ body, req }) {
        const oldToken = readSessionCookie(req.headers.cookie)
        const { token, sessionId } = await logIn(deps, { ...body, ...senderOf(req), oldToken })
        return {
          status: 201,
          headers: { 'Set-Cookie': sessionCookie(token, publicUrl) },
          body: { id: sessionId, csrfToken: csrfTokenOf(token) },
        }
      },
    }),
    endpoint({
      method: 'get',
      path: '/sessions',
      summary: 'List my sessions',
      access: 'session',
      answers: { 200: z.object({ items: z.array(sessionBody) }) },
      async handle({ caller }) {
        const rows = await sessions.list(userIdOf(caller), aliveSince(clock))
        const items = rows.map((row) => ({
          id: row.id,
          createdAt: row.createdAt.getTime(),
          lastSeenAt: row.lastSeenAt.getTime(),
          endsAt: endsAt(row),
          address: row.address,
          userAgent: row.userAgent,
          isThis: row.id === caller.sessionId,
        }))
        return { status: 200, body: { items } }
      },
    }),
    endpoint({
      method: 'delete',
      path: '/sessions/{id}',
      summary: 'End one of my sessions; `this` is the one that asks (log out)',
      access: 'session',
      params: z.object({ id: z.union([z.uuid(), z.literal('this')]) }),
      answers: { 204: null },
      async handle({ params, caller }) {
        const id = params.id === 'this' ? (caller.sessionId ?? '') : params.id
        const removed = await sessions.remove(id, userIdOf(caller))
        authenticator.forget({ sessionId: id })
        if (!removed) throw new Refusal('NOT_FOUND', { what: 'session' })
        return id === caller.sessionId
          ? { status: 204, headers: { 'Set-Cookie': endedSessionCookie(publicUrl) } }
          : { status: 204 }
      },
    }),
  ]
}
