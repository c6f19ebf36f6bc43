import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseGln } from '../../../../chaincode/src/domain/gs1/keys.ts'
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
  title: 'account:founding.title',
  texts: 'account',
  access: 'public',
  frame: 'bare',
}

const blank = { authority: '', gln: '', name: '', email: '', password: '' }

// component
export function Component() {
  const { t } = useTranslation('account')
  const token = useLocation().hash
  const [form, setForm] = useState(blank)
  const [tried, setTried] = useState(false)
  const put = (field: keyof typeof blank) => (value: string) => setForm({ ...form, [field]: value })
  const { email, name, password } = form
  const found = () =>
    api.call('POST /founding', {
      body: {
        token,
        participant: { gln: form.gln.trim(), name: form.authority },
        user: { email, name, password },
      },
    })
  const { busy, problem, enter } = useEntry(found, password)
  if (token === '') return <LinkMissing />
  const whole = isGln(form.gln) && newPasswordFault(password, email) === null
  return (
    <>
      <PageHeader title={t('founding.title')} lead={t('founding.lead')} />
      <Card>
        <Form
          onSubmit={() => {
            setTried(true)
            if (whole) enter()
          }}
        >
          <ProblemNotice problem={problem} />
          <TextField
            label={t('founding.authority')}
            autoComplete="organization"
            required
            value={form.authority}
            onChange={put('authority')}
          />
          <TextField
            label={t('founding.gln')}
            hint={t('founding.glnHint')}
            fault={tried && !isGln(form.gln) ? t('founding.glnWrong') : null}
            code
            inputMode="numeric"
            required
            value={form.gln}
            onChange={put('gln')}
          />
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

function isGln(text: string): boolean {
  try {
    parseGln(text.trim())
    return true
  } catch {
    return false
  }
}
