import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { ChangeUserDialog } from './ChangeUserDialog.tsx'
import styles from './members.module.css'
import type { Site } from './useOwnSites.ts'

export type User = AnswerOf<'GET /users'>['items'][number]

interface UserTableProps {
  users: readonly User[]
  sites: readonly Site[]
  ownId: string
  mayChange: boolean
}

export function UserTable({ users, sites, ownId, mayChange }: UserTableProps) {
  const { t } = useTranslation('members')
  const [changing, setChanging] = useState<User | null>(null)
  const columns: Column<User>[] = [
    { title: t('team.name'), show: ({ name }) => name },
    { title: t('team.email'), show: ({ email }) => email },
    {
      title: t('team.site'),
      show: ({ site }) => sites.find(({ gln }) => gln === site)?.name ?? t('team.noSite'),
    },
    { title: t('team.rights'), show: ({ isAdmin }) => (isAdmin ? t('team.admin') : t('team.user')) },
    {
      title: t('team.state'),
      show: (user) => (
        <span className={styles.account}>
          <Badge tone={user.active ? 'good' : 'plain'}>
            {user.active ? t('team.active') : t('team.inactive')}
          </Badge>
          {mayChange && (
            <Button
              look="quiet"
              aria-label={t('team.changeTitle', { name: user.name })}
              onClick={() => setChanging(user)}
            >
              {t('team.change')}
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <Table caption={t('team.users')} columns={columns} rows={users} keyOf={({ id }) => id} />
      {changing && (
        <ChangeUserDialog
          user={changing}
          sites={sites}
          isSelf={changing.id === ownId}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  )
}
