import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { isProblem, unreachable } from '../../api/apiProblem.ts'
import { logIn } from '../../api/session.ts'
import { urls } from '../../urls.ts'

/** Makes an account and logs in to it. `make` resolves to the new account's address. */
export function useEntry(make: () => Promise<{ email: string }>, password: string) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const wasLost = useRef(false)
  async function enter() {
    setBusy(true)
    setProblem(null)
    try {
      const { email } = await make()
      await logIn(queries, email, password)
      await navigate({ to: urls.home, replace: true })
    } catch (error) {
      // The first time it did happen, and only its answer was lost.
      const wasMade = wasLost.current && isProblem(error, 'LINK_INVALID')
      if (wasMade) await navigate({ to: urls.logIn, replace: true })
      wasLost.current = isProblem(error, unreachable)
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, enter: () => void enter() }
}
