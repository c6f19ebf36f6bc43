import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { FormDialog } from '../../components/form/FormDialog.tsx'
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
  const { t } = useTranslation('members')
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
    <FormDialog
      title={t('team.changeTitle', { name: user.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      action={change}
      submit={{ text: t('team.save') }}
    >
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
    </FormDialog>
  )
}
