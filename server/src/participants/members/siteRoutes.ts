import { z } from 'zod'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Site } from '../../platform/database/generated/client.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/paging.ts'
import type { ActorTags } from '../actorTags.ts'
import type { Clock } from '../clock.ts'
import { glnField, nameField } from '../keySchemas.ts'
import { registerSite } from './registerSite.ts'
import type { MemberStore } from './store.ts'

const siteBody = z.object({
  gln: z.string(),
  participant: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  registeredAt: z.number().int(),
})

export interface SiteRouteDeps {
  members: MemberStore
  submitter: Submitter
  actorTags: ActorTags
  clock: Clock
}

export function siteRoutes(deps: SiteRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/sites',
      summary: 'List the sites of my participant; for a regulator, all of this server, or one participant’s',
      access: { resource: 'sites', action: 'read' },
      query: pageQuery.extend({ participant: glnField.optional() }),
      answers: { 200: pageOf(siteBody) },
      async handle({ caller, reach, query: { limit, after, participant = null } }) {
        const [from] = decodeCursor(after, cursorOf.text) ?? [null]
        const shown = reach === 'all' ? null : caller.participant
        const rows = await deps.members.sites({ shown, participant }, limit, from)
        return { status: 200, body: toPage(rows, limit, (row) => [row.gln], show) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/sites',
      summary: 'Register a site of my participant',
      description:
        'The ledger gets a commitment; name and address stay here. Asked again, it changes name and address.',
      access: { resource: 'sites', action: 'register' },
      body: z.object({ gln: glnField, name: nameField, address: nameField.nullable().default(null) }),
      answers: { 201: siteBody },
      async handle({ caller, body }) {
        return { status: 201, body: show(await registerSite(deps, caller, body)) }
      },
    }),
  ]
}

function show(site: Site) {
  const { gln, participant, name, address, registeredAt } = site
  return { gln, participant, name, address, registeredAt: registeredAt.getTime() }
}
