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
import { ParticipantTable } from './ParticipantTable.tsx'
import { ProposalTable } from './ProposalTable.tsx'

// queries
const proposalsQuery = apiPages('GET /proposals', { query: { limit: 50 } })
const participantsQuery = apiPages('GET /participants', { query: { limit: 50 } })

// loader
export const loader = async ({ queries }: PageLoad) => {
  await queries.infiniteQuery({ ...proposalsQuery, staleTime: 'static' })
  await queries.infiniteQuery({ ...participantsQuery, staleTime: 'static' })
}

// handle
export const handle: Handle = {
  title: 'members:admissions.title',
  texts: 'members',
  access: 'proposals:read',
}

// component
export function Component() {
  const { t } = useTranslation('members')
  const { data: me } = useSuspenseQuery(meQuery)
  const proposals = useSuspenseInfiniteQuery(proposalsQuery)
  const participants = useSuspenseInfiniteQuery(participantsQuery)
  const all = proposals.data.pages.flatMap(({ items }) => items)
  const open = all.filter(({ outcome }) => outcome === 'open')
  const decided = all.filter(({ outcome }) => outcome !== 'open')
  return (
    <>
      <PageHeader title={t('admissions.title')} lead={t('admissions.lead')}>
        {may(me, 'proposals:vote') && (
          <LinkButton look="main" icon="plus" to={urls.newAdmission}>
            {t('admissions.propose')}
          </LinkButton>
        )}
      </PageHeader>
      <Stack>
        <Card title={t('admissions.open')}>
          {open.length === 0 ? (
            <p>{t('admissions.openNone')}</p>
          ) : (
            <ProposalTable caption={t('admissions.open')} proposals={open} />
          )}
          {decided.length === 0 && <MoreButton list={proposals} />}
        </Card>
        <Card title={t('admissions.admitted')}>
          <ParticipantTable participants={participants.data.pages.flatMap(({ items }) => items)} />
          <MoreButton list={participants} />
        </Card>
        {decided.length > 0 && (
          <Card title={t('admissions.decided')}>
            <ProposalTable caption={t('admissions.decided')} proposals={decided} />
            <MoreButton list={proposals} />
          </Card>
        )}
      </Stack>
    </>
  )
}
