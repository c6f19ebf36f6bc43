import { z } from 'zod'
import type { Msp } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { User } from '../../platform/database/generated/client.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/paging.ts'
import type { Authenticator } from '../authenticate.ts'
import type { Clock } from '../clock.ts'
import { emailField, glnField, nameField } from '../keySchemas.ts'
import type { DocumentFolder } from '../members/documentFolder.ts'
import type { MemberStore } from '../members/store.ts'
import type { SessionStore } from '../sessions/store.ts'
import { acceptInvitation } from './acceptInvitation.ts'
import { changeUser } from './changeUser.ts'
import { inviteUser } from './inviteUser.ts'
import { enterByOpeningLink } from './openingLink.ts'
import type { UserStore } from './store.ts'

const userBody = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  site: z.string().nullable(),
  isAdmin: z.boolean(),
  active: z.boolean(),
})
const madeBody = z.object({ id: z.string(), email: z.string() })
const passwordField = z.string().max(1000)

export interface UserRouteDeps {
  users: UserStore
  sessions: SessionStore
  members: MemberStore
  authenticator: Authenticator
  replica: Replica
  submitter: Submitter
  documents: DocumentFolder
  hosts: readonly Msp[]
  clock: Clock
  publicUrl: string
}

export function userRoutes(deps: UserRouteDeps): Endpoint[] {
  return [...colleagueRoutes(deps), ...linkRoutes(deps)]
}

function colleagueRoutes(deps: UserRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/users',
      summary: 'List the users of my participant',
      access: { resource: 'users', action: 'read' },
      query: pageQuery,
      answers: { 200: pageOf(userBody) },
      async handle({ caller, query }) {
        const [after] = decodeCursor(query.after, cursorOf.text) ?? [null]
        const rows = await deps.users.list(caller.participant, query.limit, after)
        return { status: 200, body: toPage(rows, query.limit, (row) => [row.email], show) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/users',
      summary: 'Invite a user by a link that works once, within seven days',
      description:
        'Hand the link over yourself; it is shown this once. A regulator’s admin may name another `participant` that has ' +
        'no user yet, for its first admin.',
      access: { resource: 'users', action: 'invite' },
      body: z.object({
        email: emailField,
        participant: glnField.nullable().default(null),
        site: glnField.nullable().default(null),
        isAdmin: z.boolean().default(false),
      }),
      answers: { 201: z.object({ token: z.string(), link: z.string(), expiresAt: z.number().int() }) },
      async handle({ caller, reach, body }) {
        const { token, expiresAt } = await inviteUser(deps, caller, reach, body)
        // Behind '#', so that the token is in no server's log.
        return { status: 201, body: { token, expiresAt, link: `${deps.publicUrl}/invitation#${token}` } }
      },
    }),
    endpoint({
      method: 'put',
      path: '/users/{id}',
      summary: 'Change a user’s site or admin flag, or (de)activate the account',
      access: { resource: 'users', action: 'change' },
      params: z.object({ id: z.uuid() }),
      body: z.object({
        site: glnField.nullable().optional(),
        isAdmin: z.boolean().optional(),
        active: z.boolean().optional(),
      }),
      answers: { 200: userBody },
      async handle({ caller, params, body }) {
        return { status: 200, body: show(await changeUser(deps, caller, params.id, body)) }
      },
    }),
  ]
}

function linkRoutes(deps: UserRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/invitations/{token}',
      summary: 'Accept an invitation: choose a name and a password',
      access: 'public',
      perMinute: 30,
      params: z.object({ token: z.string().max(100) }),
      body: z.object({ name: nameField, password: passwordField }),
      answers: { 201: madeBody },
      async handle({ params, body }) {
        const { userId, email } = await acceptInvitation(deps, { token: params.token, ...body })
        return { status: 201, body: { id: userId, email } }
      },
    }),
    endpoint({
      method: 'post',
      path: '/founding',
      summary: 'Found the network, or enter a node that joins one, with the link that the start printed',
      description:
        'On a node that joins: the first admin of a participant that was admitted and that the node hosts.',
      access: 'public',
      perMinute: 30,
      body: z.object({
        token: z.string().max(100),
        participant: z.object({ gln: glnField, name: nameField }),
        user: z.object({ email: emailField, name: nameField, password: passwordField }),
      }),
      answers: { 201: madeBody },
      async handle({ body }) {
        const { userId, email } = await enterByOpeningLink(deps, body)
        return { status: 201, body: { id: userId, email } }
      },
    }),
  ]
}

function show(user: User) {
  const { id, email, name, site, isAdmin, deactivatedAt } = user
  return { id, email, name, site, isAdmin, active: deactivatedAt === null }
}
