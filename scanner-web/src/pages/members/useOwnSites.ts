import { useSuspenseQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/api.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { meQuery } from '../../api/session.ts'

export type Site = AnswerOf<'GET /sites'>['items'][number]

export const sitesQuery = apiQuery('GET /sites', { query: { limit: 200 } })

/** A regulator is shown everybody's sites; people and tokens belong to one's own. */
export function useOwnSites(): Site[] {
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: sites } = useSuspenseQuery(sitesQuery)
  return sites.items.filter(({ participant }) => participant === me?.participant.gln)
}
