import { useQueryClient } from '@tanstack/react-query'
import { redirect, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { logIn, meQuery } from '../../api/session.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Form } from '../../components/form/Form.tsx'
import { PasswordField } from '../../components/form/PasswordField.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { safeReturn } from './safeReturn.ts'

// loader
export async function loader({ queries }: PageLoad) {
  if ((await queries.query({ ...meQuery, staleTime: 'static' })) !== null)
    throw redirect({ to: urls.home, replace: true })
}

// handle
export const handle: Handle = {
  title: 'account:logIn.title',
  texts: 'account',
  access: 'public',
  frame: 'bare',
}

// component
export function Component() {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { back } = useSearch({ strict: false })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function submit() {
    setBusy(true)
    setProblem(null)
    try {
      await logIn(queries, email, password)
      await navigate({ href: safeReturn(back), replace: true })
    } catch (error) {
      setProblem(error)
      setPassword('')
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <PageHeader title={t('logIn.title')} lead={t('logIn.lead')} />
      <Card>
        <Form onSubmit={() => void submit()}>
          <ProblemNotice problem={problem} />
          <TextField
            label={t('email')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={setEmail}
          />
          <PasswordField
            label={t('password')}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          <Button type="submit" look="main" wide busy={busy}>
            {t('logIn.submit')}
          </Button>
        </Form>
      </Card>
    </>
  )
}
