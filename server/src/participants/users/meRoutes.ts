import { z } from 'zod'
import { roles } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Authenticator } from '../authenticate.ts'
import { userIdOf } from '../caller.ts'
import type { Clock } from '../clock.ts'
import type { MemberStore } from '../members/store.ts'
import { permissionNames, permissionsOf } from '../permissionsOf.ts'
import { csrfTokenOf } from '../secretToken.ts'
import { senderOf } from '../sessions/senderOf.ts'
import { readSessionCookie, sessionCookie } from '../sessions/sessionCookie.ts'
import type { SessionStore } from '../sessions/store.ts'
import { changePassword } from './changePassword.ts'
import type { UserStore } from './store.ts'

export interface MeRouteDeps {
  users: UserStore
  sessions: SessionStore
  members: MemberStore
  authenticator: Authenticator
  clock: Clock
  publicUrl: string
}

const meBody = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  participant: z.object({ gln: z.string(), name: z.string().nullable(), organisation: z.string() }),
  roles: z.array(z.enum(roles)),
  site: z.object({ gln: z.string(), name: z.string() }).nullable(),
  isAdmin: z.boolean(),
  permissions: z
    .array(z.enum(permissionNames))
    .meta({ description: 'What the roles and the admin flag allow' }),
  csrfToken: z.string(),
})

export function meRoutes(deps: MeRouteDeps): Endpoint[] {
  const { users, members, authenticator, publicUrl } = deps
  return [
    endpoint({
      method: 'get',
      path: '/me',
      summary: 'Who I am',
      access: 'session',
      answers: { 200: meBody },
      async handle({ caller, req }) {
        const user = await users.byId(userIdOf(caller))
        if (user === null) throw new Refusal('NOT_AUTHENTICATED')
        const participant = await members.participant(caller.participant)
        const site = caller.site === null ? null : await members.site(caller.site)
        const { id, email, name, isAdmin } = user
        return {
          status: 200,
          body: {
            ...{ id, email, name, isAdmin },
            participant: {
              gln: caller.participant,
              name: participant?.name ?? null,
              organisation: caller.msp,
            },
            roles: caller.roles,
            permissions: permissionsOf(caller),
            site: site && { gln: site.gln, name: site.name },
            csrfToken: csrfTokenOf(readSessionCookie(req.headers.cookie) ?? ''),
          },
        }
      },
    }),
    endpoint({
      method: 'put',
      path: '/me/password',
      summary: 'Change my password; every other session ends',
      access: 'session',
      body: z.object({ password: z.string().max(1000), newPassword: z.string().max(1000) }),
      answers: { 200: z.object({ csrfToken: z.string() }) },
      async handle({ caller, body, req }) {
        const userId = userIdOf(caller)
        const passwords = { present: body.password, wanted: body.newPassword }
        const { token } = await changePassword(deps, userId, passwords, senderOf(req))
        authenticator.forget({ userId })
        return {
          status: 200,
          headers: { 'Set-Cookie': sessionCookie(token, publicUrl) },
          body: { csrfToken: csrfTokenOf(token) },
        }
      },
    }),
  ]
}
