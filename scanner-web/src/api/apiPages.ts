import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from './api.ts'
import type { AnswerOf, Ask, Operation } from './createApi.ts'

interface Page {
  items: unknown[]
  next: string | null
}
/** The operations that list page by page. */
type Listing = { [Name in Operation]: AnswerOf<Name> extends Page ? Name : never }[Operation] &
  `GET ${string}`

/** A list that grows page by page. @param name as `GET /batches` */
export function apiPages<Name extends Listing>(name: Name, ask: Ask<Name> & { query?: object }) {
  return infiniteQueryOptions({
    queryKey: [name, ask, 'pages'] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...ask.query, ...(pageParam !== null && { after: pageParam }) }
      return api.call<Name>(name, { ...ask, query }, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: AnswerOf<Name>) => (last as Page).next,
  })
}
