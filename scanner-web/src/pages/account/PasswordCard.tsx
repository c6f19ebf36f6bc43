import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { PasswordField } from '../../components/form/PasswordField.tsx'
import { Notice } from '../../components/Notice.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import { newPasswordFault } from './newPassword.ts'
import { NewPasswordField } from './NewPasswordField.tsx'

export function PasswordCard({ email }: { email: string }) {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<{ done: boolean; problem: unknown }>({ done: false, problem: null })

  async function change() {
    setBusy(true)
    try {
      await api.call('PUT /me/password', { body: { password, newPassword } })
      setOutcome({ done: true, problem: null })
      setPassword('')
      setNewPassword('')
      setTried(false)
      await queries.invalidateQueries()
    } catch (problem) {
      setOutcome({ done: false, problem })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={t('changePassword.title')}>
      <Form
        onSubmit={() => {
          setTried(true)
          if (newPasswordFault(newPassword, email) === null) void change()
        }}
      >
        {outcome.done && <Notice tone="good">{t('changePassword.done')}</Notice>}
        <ProblemNotice problem={outcome.problem} />
        {/* So that a password manager knows whose password it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('changePassword.present')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <NewPasswordField value={newPassword} onChange={setNewPassword} email={email} tried={tried} />
        <Actions>
          <Button type="submit" busy={busy}>
            {t('changePassword.submit')}
          </Button>
        </Actions>
      </Form>
    </Card>
  )
}
