import { z } from 'zod'
import type { Replica } from '../../ledger/replica.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/paging.ts'
import { listSigningKeys } from './listSigningKeys.ts'
import { registerSigningKey } from './registerSigningKey.ts'
import { revokeSigningKey } from './revokeSigningKey.ts'
import { dayField, keyIdField, publicKeyField, showSigningKey, signingKeyBody } from './signingKeyBody.ts'

export interface SigningKeyRouteDeps {
  replica: Pick<Replica, 'keys' | 'read'>
  submitter: Submitter
}

export function signingKeyRoutes(deps: SigningKeyRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/signing-keys',
      summary: 'List the keys with which makers sign their packs',
      access: { resource: 'signingKeys', action: 'read' },
      query: pageQuery,
      answers: { 200: pageOf(signingKeyBody) },
      handle({ query }) {
        const after = decodeCursor(query.after, cursorOf.texts)
        const records = listSigningKeys(deps.replica, query.limit + 1, after)
        const body = toPage(records, query.limit, (key) => [key.participant, key.keyId], showSigningKey)
        return { status: 200, body }
      },
    }),
    endpoint({
      method: 'post',
      path: '/signing-keys',
      summary: 'Register a key with which my participant signs packs (AI 8030)',
      description:
        'The private key stays with the maker’s own software. From `validFrom` to `validUntil` (both included) the maker signs with it; packs that it signed count after that too.',
      access: { resource: 'signingKeys', action: 'register' },
      body: z.object({
        publicKey: publicKeyField,
        validFrom: dayField,
        validUntil: dayField.nullable().default(null),
      }),
      answers: { 201: signingKeyBody },
      async handle({ caller, body, idempotency }) {
        const record = await registerSigningKey(deps, caller, body, idempotency)
        return { status: 201, body: showSigningKey(record) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/signing-keys/{keyId}/revoke',
      summary: 'Revoke a signing key of my participant, for ever',
      description:
        'For a key that may be in other hands. A signature carries no time, so none of this key counts from now on, whenever it was made.',
      access: { resource: 'signingKeys', action: 'revoke' },
      params: z.object({ keyId: keyIdField }),
      answers: { 200: signingKeyBody },
      async handle({ caller, params, idempotency }) {
        const record = await revokeSigningKey(deps, caller, params.keyId, idempotency)
        return { status: 200, body: showSigningKey(record) }
      },
    }),
  ]
}
