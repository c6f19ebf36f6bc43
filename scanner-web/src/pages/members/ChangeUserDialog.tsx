import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { Tick } from '../../components/form/Tick.tsx'
import { SiteField } from './SiteField.tsx'
import type { Site } from './useOwnSites.ts'
import type { User } from './UserTable.tsx'

interface ChangeUserDialogProps {
  user: User
  sites: readonly Site[]
  /** One's own rights stay: the last admin could lock everybody out. */
  isSelf: boolean
  onClose: () => void
}

export function ChangeUserDialog({ user, sites, isSelf, onClose }: ChangeUserDialogProps) {
  const { t } = useTranslation(['members', 'frame'])
  const queries = useQueryClient()
  const change = useAction('PUT /users/{id}')
  const [site, setSite] = useState(user.site)
  const [isAdmin, setIsAdmin] = useState(user.isAdmin)
  const [active, setActive] = useState(user.active)

  async function save() {
    const body = isSelf ? { site } : { site, isAdmin, active }
    if ((await change.send({ params: { id: user.id }, body })) === null) return
    onClose()
    // Her own site stands in the frame too.
    await queries.invalidateQueries()
  }
  return (
    <Dialog open onClose={onClose} title={t('team.changeTitle', { name: user.name })}>
      <Form onSubmit={() => void save()}>
        <ActionNotice action={change} />
        <SiteField
          label={t('team.site')}
          none={t('team.noSite')}
          sites={sites}
          value={site}
          onChange={setSite}
        />
        {isSelf ? (
          <p>{t('team.ownRights')}</p>
        ) : (
          <div>
            <Tick checked={isAdmin} onChange={setIsAdmin}>
              {t('team.isAdmin')}
            </Tick>
            <Tick checked={active} onChange={setActive}>
              {t('team.isActive')}
            </Tick>
          </div>
        )}
        <Actions>
          <Button type="submit" look="main" busy={change.sending}>
            {t('team.save')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('frame:action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
