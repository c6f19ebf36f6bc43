/** Lists, which the server gives out page by page. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'
import type { AnswerOf, Ask, Operation } from './createApi.ts'

interface Page {
  items: unknown[]
  next: string | null
}
/** The operations that list page by page. */
type Listing = { [Name in Operation]: AnswerOf<Name> extends Page ? Name : never }[Operation] &
  `GET ${string}`
type AskList<Name extends Listing> = Ask<Name> & { query?: object }

/** The server gives no larger page. */
const mostItems = 200

/** A list that grows page by page. @param name as `GET /batches` */
export function apiPages<Name extends Listing>(name: Name, ask: AskList<Name>) {
  return infiniteQueryOptions({
    queryKey: [name, ask, 'pages'] as const,
    queryFn: ({ pageParam, signal }) => pageAfter(name, ask, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: AnswerOf<Name>) => (last as Page).next,
  })
}

/** A whole list, where one is chosen from it: what stood on a later page could never be chosen. */
export function apiAll<Name extends Listing>(name: Name, ask: AskList<Name>) {
  return queryOptions({
    queryKey: [name, ask, 'all'] as const,
    queryFn: async ({ signal }) => {
      const largePages = { ...ask, query: { limit: mostItems, ...ask.query } }
      const items: AnswerOf<Name>['items'][number][] = []
      let after: string | null = null
      do {
        const page: AnswerOf<Name> = await pageAfter(name, largePages, after, signal)
        items.push(...page.items)
        after = page.next
      } while (after !== null)
      return items
    },
  })
}

/** @param after `next` of the page before, null: the first */
function pageAfter<Name extends Listing>(
  name: Name,
  ask: AskList<Name>,
  after: string | null,
  signal: AbortSignal,
) {
  const query = { ...ask.query, ...(after !== null && { after }) }
  return api.call<Name>(name, { ...ask, query }, { signal })
}
