import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { apiPages } from '../../api/apiPages.ts'
import { may, meQuery } from '../../api/session.ts'
import { Card, Stack } from '../../components/Card.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { NewTokenCard } from './NewTokenCard.tsx'
import { TokenTable } from './TokenTable.tsx'
import { ownSitesQuery, useOwnSites } from './useOwnSites.ts'

// queries
const tokensQuery = apiPages('GET /tokens', { query: { limit: 50 } })

// loader
export const loader = async ({ queries, me }: PageLoad) => {
  await queries.infiniteQuery({ ...tokensQuery, staleTime: 'static' })
  await queries.query({ ...ownSitesQuery(me), staleTime: 'static' })
}

// handle
export const handle: Handle = { title: 'members:tokens.title', texts: 'members', access: 'tokens:read' }

// component
export function Component() {
  const { t } = useTranslation('members')
  const { data: me } = useSuspenseQuery(meQuery)
  const tokens = useSuspenseInfiniteQuery(tokensQuery)
  const sites = useOwnSites()
  if (me === null) return null
  return (
    <>
      <PageHeader title={t('tokens.title')} lead={t('tokens.lead')} />
      <Stack>
        <Card title={t('tokens.list')}>
          <TokenTable tokens={tokens.data.pages.flatMap(({ items }) => items)} sites={sites} />
          <MoreButton list={tokens} />
        </Card>
        {may(me, 'tokens:create') && <NewTokenCard sites={sites} permissions={me.permissions} />}
      </Stack>
    </>
  )
}
