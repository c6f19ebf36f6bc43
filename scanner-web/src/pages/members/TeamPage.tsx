import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { apiPages } from '../../api/apiPages.ts'
import { may, meQuery } from '../../api/session.ts'
import { LinkButton } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { InviteCard } from './InviteCard.tsx'
import { RegisterSiteCard } from './RegisterSiteCard.tsx'
import { SitesCard } from './SitesCard.tsx'
import { ownSitesQuery, useOwnSites } from './useOwnSites.ts'
import { UserTable } from './UserTable.tsx'

// queries
const usersQuery = apiPages('GET /users', { query: { limit: 50 } })

// loader
export const loader = async ({ queries, me }: PageLoad) => {
  await queries.infiniteQuery({ ...usersQuery, staleTime: 'static' })
  await queries.query({ ...ownSitesQuery(me), staleTime: 'static' })
}

// handle
export const handle: Handle = { title: 'members:team.title', texts: 'members', access: 'users:read' }

// component
export function Component() {
  const { t } = useTranslation('members')
  const { data: me } = useSuspenseQuery(meQuery)
  const users = useSuspenseInfiniteQuery(usersQuery)
  const sites = useOwnSites()
  if (me === null) return null
  return (
    <>
      <PageHeader title={t('team.title')} lead={t('team.lead')}>
        {may(me, 'tokens:read') && (
          <LinkButton icon="lock" to={urls.tokens}>
            {t('team.tokens')}
          </LinkButton>
        )}
      </PageHeader>
      <Stack>
        <Card title={t('team.users')}>
          <UserTable
            users={users.data.pages.flatMap(({ items }) => items)}
            sites={sites}
            ownId={me.id}
            mayChange={may(me, 'users:change')}
          />
          <MoreButton list={users} />
        </Card>
        {may(me, 'users:invite') && <InviteCard sites={sites} />}
        <SitesCard sites={sites} />
        {may(me, 'sites:register') && <RegisterSiteCard />}
      </Stack>
    </>
  )
}
