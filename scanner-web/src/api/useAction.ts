import { useCallback, useEffect, useRef, useState } from 'react'
import { api, newActionKey } from './api.ts'
import { isProblem, notKnownYet, type ApiProblem } from './apiProblem.ts'
import type { AnswerOf, Ask, Operation } from './createApi.ts'
import { noteProblem, queryClient } from './queryClient.ts'

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
  /**
   * A new user action, with a key of its own; none while the outcome of one is open. Resolves once it is done, however often
   * it had to be sent, to the answer; to null where it came to none: refused, given up, or not begun.
   */
  send: (ask: Ask<Name>) => Promise<AnswerOf<Name> | null>
  /** The open one again: same key, same request. */
  again: () => Promise<void>
  /** Gives up an open one: nobody here waits for it any more. */
  reset: () => void
}

/** One user action, from the press to its outcome. */
interface Sent<Name extends Operation> {
  ask: Ask<Name>
  actionKey: string
  inDoubt: boolean
  settle: (answer: AnswerOf<Name> | null) => void
}

const ready = { stage: 'ready', sending: false, answer: null, problem: null } as const

/**
 * @param name as `POST /packs/supply`
 * @param door another way to the server than the usual one
 */
export function useAction<Name extends Operation>(
  name: Name,
  door: Pick<typeof api, 'call'> = api,
): Action<Name> {
  const [state, setState] = useState<ActionState<Name>>(ready)
  const open = useRef<Sent<Name> | null>(null)

  const again = useCallback(async () => {
    const sent = open.current
    if (sent === null) return
    const isOpen = () => open.current === sent
    setState(({ stage }) => ({ ...ready, stage: stage === 'unknown' ? stage : 'sending', sending: true }))
    try {
      const { ask, actionKey, inDoubt } = sent
      const onNotKnown = () => {
        sent.inDoubt = true
        if (isOpen()) setState((was) => ({ ...was, stage: 'unknown' }))
      }
      const answer = await door.call(name, ask, { actionKey, inDoubt, onNotKnown })
      // Nobody waits for it any more, but what pages show has changed.
      if (!isOpen()) return void queryClient.invalidateQueries()
      open.current = null
      setState({ stage: 'done', sending: false, answer, problem: null })
      sent.settle(answer)
    } catch (error) {
      if (!isProblem(error)) throw error
      noteProblem(error)
      if (!isOpen()) return
      const isKnown = error.code !== notKnownYet
      if (isKnown) open.current = null
      setState({ stage: isKnown ? 'refused' : 'unknown', sending: false, answer: null, problem: error })
      if (isKnown) sent.settle(null)
    }
  }, [name, door])

  const send = useCallback(
    async (ask: Ask<Name>) => {
      if (open.current !== null) return null
      const { promise, settle } = outcome<AnswerOf<Name> | null>()
      open.current = { ask, actionKey: newActionKey(), inDoubt: false, settle }
      setState(ready)
      await again()
      return promise
    },
    [again],
  )
  const giveUp = useCallback(() => {
    open.current?.settle(null)
    open.current = null
  }, [])
  const reset = useCallback(() => {
    giveUp()
    setState(ready)
  }, [giveUp])
  useEffect(() => giveUp, [giveUp])
  return { ...state, send, again, reset }
}

function outcome<T>() {
  let settle: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => (settle = resolve))
  return { promise, settle: (value: T) => settle(value) }
}
