import { useSuspenseQuery } from '@tanstack/react-query'
import { apiAll } from '../../api/apiPages.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { meQuery, type Me } from '../../api/session.ts'

export type Site = AnswerOf<'GET /sites'>['items'][number]

/** A regulator may see everybody's sites; people and tokens belong to one's own. */
export const ownSitesQuery = (me: Me | null) =>
  apiAll('GET /sites', { query: { participant: me?.participant.gln ?? '' } })

export function useOwnSites(): Site[] {
  const { data: me } = useSuspenseQuery(meQuery)
  return useSuspenseQuery(ownSitesQuery(me)).data
}
