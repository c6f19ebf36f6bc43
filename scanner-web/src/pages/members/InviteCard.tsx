import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { Tick } from '../../components/form/Tick.tsx'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { InvitationLink } from './InvitationLink.tsx'
import { SiteField } from './SiteField.tsx'
import type { Site } from './useOwnSites.ts'

export function InviteCard({ sites }: { sites: readonly Site[] }) {
  const { t } = useTranslation('members')
  const invite = useAction('POST /users')
  const [email, setEmail] = useState('')
  const [site, setSite] = useState<string | null>(null)
  const [isAdmin, setIsAdmin] = useState(false)

  async function submit() {
    if ((await invite.send({ body: { email, site, isAdmin } })) !== null) setEmail('')
  }
  return (
    <Card title={t('team.inviteTitle')}>
      <Form onSubmit={() => void submit()}>
        <ActionNotice action={invite} />
        {invite.answer && <InvitationLink invitation={invite.answer} />}
        <TextField
          label={t('team.email')}
          type="email"
          autoComplete="off"
          required
          value={email}
          onChange={setEmail}
        />
        <SiteField
          label={t('team.site')}
          none={t('team.noSite')}
          sites={sites}
          value={site}
          onChange={setSite}
        />
        <Tick checked={isAdmin} onChange={setIsAdmin}>
          {t('team.isAdmin')}
        </Tick>
        <Actions>
          <SubmitButton action={invite}>{t('team.invite')}</SubmitButton>
        </Actions>
      </Form>
    </Card>
  )
}
