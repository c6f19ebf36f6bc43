import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Form } from '../../components/form/Form.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { isKey } from '../../components/form/keyKinds.ts'
import { useFields } from '../../components/form/useFields.ts'
import { PageHeader } from '../../components/PageHeader.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import type { Handle } from '../../page.tsx'
import { LinkMissing } from './LinkMissing.tsx'
import { newPasswordFault } from './newPassword.ts'
import { NewPasswordField } from './NewPasswordField.tsx'
import { useEntry } from './useEntry.ts'

// handle
export const handle: Handle = {
  title: 'account:founding.title',
  texts: 'account',
  access: 'public',
  frame: 'bare',
}

const blank = { participant: '', gln: '', name: '', email: '', password: '' }

// component
export function Component() {
  const { t } = useTranslation('account')
  const token = useLocation().hash
  const { fields, put, tried, noteTry } = useFields(blank)
  const { participant, gln, email, name, password } = fields
  const found = () =>
    api.call('POST /founding', {
      body: {
        token,
        participant: { gln: gln.trim(), name: participant },
        user: { email, name, password },
      },
    })
  const { busy, problem, enter } = useEntry(found, password)
  if (token === '') return <LinkMissing />
  const whole = isKey('gln', gln) && newPasswordFault(password, email) === null
  return (
    <>
      <PageHeader title={t('founding.title')} lead={t('founding.lead')} />
      <Card>
        <Form
          onSubmit={() => {
            noteTry()
            if (whole) enter()
          }}
        >
          <ProblemNotice problem={problem} />
          <TextField
            label={t('founding.participant')}
            autoComplete="organization"
            required
            value={participant}
            onChange={put('participant')}
          />
          <KeyField kind="gln" label={t('founding.gln')} value={gln} onChange={put('gln')} tried={tried} />
          <TextField label={t('yourName')} autoComplete="name" required value={name} onChange={put('name')} />
          <TextField
            label={t('email')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={put('email')}
          />
          <NewPasswordField value={password} onChange={put('password')} email={email} tried={tried} />
          <Button type="submit" look="main" wide busy={busy}>
            {t('founding.submit')}
          </Button>
        </Form>
      </Card>
    </>
  )
}
