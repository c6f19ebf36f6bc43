import { z } from 'zod'
import type { ApiToken } from '../../platform/database/generated/client.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/paging.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { tokenScopes } from '../access.ts'
import type { Authenticator } from '../authenticate.ts'
import type { Clock } from '../clock.ts'
import { glnField, nameField } from '../keySchemas.ts'
import type { MemberStore } from '../members/store.ts'
import { createToken, tokenDays } from './createToken.ts'
import type { TokenStore } from './store.ts'

const tokenBody = z.object({
  id: z.string(),
  name: z.string(),
  site: z.string().nullable(),
  scopes: z.array(z.string()),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
  revokedAt: z.number().int().nullable(),
})

export interface TokenRouteDeps {
  tokens: TokenStore
  members: MemberStore
  authenticator: Authenticator
  clock: Clock
}

export function tokenRoutes(deps: TokenRouteDeps): Endpoint[] {
  const { tokens, authenticator, clock } = deps
  return [
    endpoint({
      method: 'get',
      path: '/tokens',
      summary: 'List the API tokens of my participant',
      access: { resource: 'tokens', action: 'read' },
      query: pageQuery,
      answers: { 200: pageOf(tokenBody) },
      async handle({ caller, query }) {
        const cursor = decodeCursor(query.after, cursorOf.timeAndUuid)
        const after = cursor && { createdAt: cursor[0], id: cursor[1] }
        const rows = await tokens.list(caller.participant, query.limit, after)
        return {
          status: 200,
          body: toPage(rows, query.limit, (row) => [row.createdAt.getTime(), row.id], show),
        }
      },
    }),
    endpoint({
      method: 'post',
      path: '/tokens',
      summary: 'Make an API token for pharmacy software',
      description: 'Send it as `Authorization: Bearer ...`. `token` is shown this once.',
      access: { resource: 'tokens', action: 'create' },
      body: z.object({
        name: nameField,
        site: glnField.nullable().default(null),
        scopes: z.array(z.enum(tokenScopes)).min(1),
        days: z.number().int().min(tokenDays.min).max(tokenDays.max),
      }),
      answers: { 201: tokenBody.extend({ token: z.string() }) },
      async handle({ caller, body }) {
        const { token, row } = await createToken(deps, caller, body)
        return { status: 201, body: { ...show(row), token } }
      },
    }),
    endpoint({
      method: 'delete',
      path: '/tokens/{id}',
      summary: 'Revoke an API token, at once',
      access: { resource: 'tokens', action: 'revoke' },
      params: z.object({ id: z.uuid() }),
      answers: { 204: null },
      async handle({ caller, params }) {
        const revoked = await tokens.revoke(params.id, caller.participant, new Date(clock()))
        authenticator.forget({ tokenId: params.id })
        if (!revoked) throw new Refusal('NOT_FOUND', { what: 'token' })
        return { status: 204 }
      },
    }),
  ]
}

function show(row: ApiToken) {
  const { id, name, site, scopes } = row
  return {
    ...{ id, name, site, scopes },
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    revokedAt: row.revokedAt?.getTime() ?? null,
  }
}
