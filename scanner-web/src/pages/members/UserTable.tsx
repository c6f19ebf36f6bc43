import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { ChangeUserDialog } from './ChangeUserDialog.tsx'
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
      show: ({ active }) =>
        active ? (
          <Badge tone="good">{t('team.active')}</Badge>
        ) : (
          <Badge tone="plain">{t('team.inactive')}</Badge>
        ),
    },
  ]
  const change: Column<User> = {
    title: t('team.change'),
    show: (user) => (
      <Button
        look="quiet"
        aria-label={t('team.changeTitle', { name: user.name })}
        onClick={() => setChanging(user)}
      >
        {t('team.change')}
      </Button>
    ),
  }
  return (
    <>
      <Table
        caption={t('team.users')}
        columns={mayChange ? [...columns, change] : columns}
        rows={users}
        keyOf={({ id }) => id}
      />
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
