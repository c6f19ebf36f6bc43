import { useCallback, useRef, useState } from 'react'
import { api, newActionKey } from './api.ts'
import { isProblem, notKnownYet, type ApiProblem } from './apiProblem.ts'
import type { AnswerOf, Ask, Operation } from './createApi.ts'
import { noteProblem } from './queryClient.ts'

/**
 * How far an action got. `unknown` is neither done nor failed: while `sending` is true it is being sent again, afterwards
 * `again` sends the same request once more, and it still happens once.
 */
export interface ActionState<Name extends Operation> {
  stage: 'ready' | 'sending' | 'unknown' | 'done' | 'refused'
  sending: boolean
  answer: AnswerOf<Name> | null
  problem: ApiProblem | null
}

export interface Action<Name extends Operation> extends ActionState<Name> {
  /** A new user action, with a key of its own. Resolves to the answer, or null where it did not come to one. */
  send: (ask: Ask<Name>) => Promise<AnswerOf<Name> | null>
  /** The same action again: same key, same request. */
  again: () => Promise<AnswerOf<Name> | null>
  reset: () => void
}

const ready = { stage: 'ready', sending: false, answer: null, problem: null } as const

/** @param name as `POST /packs/supply` */
export function useAction<Name extends Operation>(name: Name): Action<Name> {
  const [state, setState] = useState<ActionState<Name>>(ready)
  const last = useRef<{ ask: Ask<Name>; actionKey: string; inDoubt: boolean } | null>(null)

  const again = useCallback(async () => {
    const sent = last.current
    if (sent === null) return null
    const isCurrent = () => last.current === sent
    setState((was) => ({
      ...was,
      stage: was.stage === 'unknown' ? 'unknown' : 'sending',
      sending: true,
      problem: null,
    }))
    try {
      const { ask, actionKey, inDoubt } = sent
      const onNotKnown = () => {
        sent.inDoubt = true
        if (isCurrent()) setState((was) => ({ ...was, stage: 'unknown' }))
      }
      const answer = await api.call(name, ask, { actionKey, inDoubt, onNotKnown })
      if (isCurrent()) setState({ stage: 'done', sending: false, answer, problem: null })
      return answer
    } catch (error) {
      if (!isProblem(error)) throw error
      noteProblem(error)
      const stage = error.code === notKnownYet ? 'unknown' : 'refused'
      if (isCurrent()) setState({ stage, sending: false, answer: null, problem: error })
      return null
    }
  }, [name])

  const send = useCallback(
    (ask: Ask<Name>) => {
      last.current = { ask, actionKey: newActionKey(), inDoubt: false }
      setState(ready)
      return again()
    },
    [again],
  )
  const reset = useCallback(() => {
    last.current = null
    setState(ready)
  }, [])
  return { ...state, send, again, reset }
}
