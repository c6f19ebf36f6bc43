/** What the app has asked the server so far. */
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem, unreachable } from './apiProblem.ts'

/** A question that got no answer, or "not now", is asked twice more; a refusal stays one. */
function isPassing(error: Error): boolean {
  return isProblem(error, unreachable) || isProblem(error, 'UNAVAILABLE')
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => noteProblem(error) }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 400 * 2 ** failures,
      // The server may run on this very machine: what the browser thinks of the network is not asked.
      networkMode: 'always',
    },
  },
})

let whenLoggedOut = (): void => undefined

/** @param listener called when the server no longer knows the session */
export function onLoggedOut(listener: () => void): void {
  whenLoggedOut = listener
}

/** Every problem passes here once, whoever asked. */
export function noteProblem(error: unknown): void {
  // What is not known yet may be so because the session ended meanwhile.
  if ([error, (error as Error).cause].some((each) => isProblem(each, 'NOT_AUTHENTICATED'))) whenLoggedOut()
}
