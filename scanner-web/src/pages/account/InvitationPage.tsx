import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Form } from '../../components/form/Form.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import type { Handle } from '../../page.tsx'
import { LinkMissing } from './LinkMissing.tsx'
import { newPasswordFault } from './newPassword.ts'
import { NewPasswordField } from './NewPasswordField.tsx'
import { useEntry } from './useEntry.ts'

// handle
export const handle: Handle = {
  title: 'account:invitation.title',
  texts: 'account',
  access: 'public',
  frame: 'bare',
}

// component
export function Component() {
  const { t } = useTranslation('account')
  const token = useLocation().hash
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const accept = () => api.call('POST /invitations/{token}', { params: { token }, body: { name, password } })
  const { busy, problem, enter } = useEntry(accept, password)
  if (token === '') return <LinkMissing />
  return (
    <>
      <PageHeader title={t('invitation.title')} lead={t('invitation.lead')} />
      <Card>
        <Form
          onSubmit={() => {
            setTried(true)
            if (newPasswordFault(password, null) === null) enter()
          }}
        >
          <ProblemNotice problem={problem} />
          <TextField label={t('yourName')} autoComplete="name" required value={name} onChange={setName} />
          <NewPasswordField value={password} onChange={setPassword} email={null} tried={tried} />
          <Button type="submit" look="main" wide busy={busy}>
            {t('invitation.submit')}
          </Button>
        </Form>
      </Card>
    </>
  )
}
