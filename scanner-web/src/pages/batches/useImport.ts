import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newActionKey, wait } from '../../api/api.ts'
import { isProblem, notKnownYet, type ApiProblem } from '../../api/apiProblem.ts'
import { createApi, type AnswerOf, type Ask } from '../../api/createApi.ts'
import { fetchWithProgress } from '../../api/fetchWithProgress.ts'
import { noteProblem } from '../../api/queryClient.ts'
import { meQuery } from '../../api/session.ts'

type Name = 'POST /batches/import'
export type Imported = AnswerOf<Name>

/** What the server found wrong with a file; `line` from 1, the header's. */
export interface FileFault {
  line: number | null
  field: string | null
  /** As the server told them. */
  facts: ApiProblem['facts']
}

interface State {
  stage: 'ready' | 'sending' | 'unknown' | 'done' | 'refused'
  sending: boolean
  /** 0..1 of the file has left. */
  sent: number
  answer: Imported | null
  problem: ApiProblem | null
}

const ready: State = { stage: 'ready', sending: false, sent: 0, answer: null, problem: null }

/** Registers a file of packs, telling how much of it has been sent. Sent again after a lost answer, it still happens once. */
export function useImport() {
  const queries = useQueryClient()
  const [state, setState] = useState(ready)
  const last = useRef<{ ask: Ask<Name>; actionKey: string; inDoubt: boolean } | null>(null)
  const put = (change: Partial<State>) => setState((was) => ({ ...was, ...change }))

  async function again(): Promise<void> {
    const sent = last.current
    if (sent === null) return
    const { ask, actionKey, inDoubt } = sent
    const api = createApi({ fetch: fetchWithProgress((part) => put({ sent: part })), wait })
    api.useCsrfToken(queries.getQueryData(meQuery.queryKey)?.csrfToken ?? '')
    put({ sending: true, sent: 0, problem: null })
    try {
      const onNotKnown = () => {
        sent.inDoubt = true
        put({ stage: 'unknown' })
      }
      const answer = await api.call('POST /batches/import', ask, { actionKey, inDoubt, onNotKnown })
      put({ stage: 'done', sending: false, answer })
      await queries.invalidateQueries({ queryKey: ['GET /batches'] })
    } catch (problem) {
      if (!isProblem(problem)) throw problem
      noteProblem(problem)
      put({ stage: isProblem(problem, notKnownYet) ? 'unknown' : 'refused', sending: false, problem })
    }
  }
  return {
    ...state,
    again,
    send: async (ask: Ask<Name>): Promise<void> => {
      last.current = { ask, actionKey: newActionKey(), inDoubt: false }
      setState({ ...ready, stage: 'sending' })
      await again()
    },
    reset: () => setState(ready),
  }
}

/** null: the problem does not concern a place in the file. */
export function fileFaultIn(problem: ApiProblem | null): FileFault | null {
  if (problem?.code !== 'FILE_INVALID') return null
  const { facts } = problem
  const { line, field } = facts
  return {
    line: typeof line === 'number' ? line : null,
    field: typeof field === 'string' ? field : null,
    facts,
  }
}
