import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { InvitationLink } from './InvitationLink.tsx'

/** The regulator opens the door for a participant that has no account yet. */
export function FirstAdminCard({ gln }: { gln: string }) {
  const { t } = useTranslation('members')
  const invite = useAction('POST /users')
  const [email, setEmail] = useState('')
  return (
    <Card title={t('firstAdmin.title')}>
      {invite.answer ? (
        <InvitationLink invitation={invite.answer} />
      ) : (
        <Form onSubmit={() => void invite.send({ body: { email, participant: gln, isAdmin: true } })}>
          <p>{t('firstAdmin.lead')}</p>
          <ActionNotice action={invite} />
          <TextField
            label={t('firstAdmin.email')}
            type="email"
            autoComplete="off"
            required
            value={email}
            onChange={setEmail}
          />
          <Actions>
            <SubmitButton action={invite}>{t('firstAdmin.submit')}</SubmitButton>
          </Actions>
        </Form>
      )}
    </Card>
  )
}
