import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { logIn } from '../../api/session.ts'
import { urls } from '../../urls.ts'

/** Makes an account and logs in to it. `make` resolves to the new account's address. */
export function useEntry(make: () => Promise<{ email: string }>, password: string) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  async function enter() {
    setBusy(true)
    setProblem(null)
    try {
      const { email } = await make()
      await logIn(queries, email, password)
      await navigate({ to: urls.home, replace: true })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, enter: () => void enter() }
}
