import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiQuery } from '../../api/api.ts'
import { fileUrl } from '../../api/createApi.ts'
import { ledgerQuery } from '../../api/ledgerQuery.ts'
import { may, meQuery } from '../../api/session.ts'
import { DownloadLink } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { useOrganisationName } from '../../language/useOrganisationName.ts'
import { useRoleNames } from '../../language/useRoleNames.ts'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { FirstAdminCard } from './FirstAdminCard.tsx'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { VoteCard } from './VoteCard.tsx'
import { VoteTable } from './VoteTable.tsx'

// queries
const proposalQuery = (id: string) => apiQuery('GET /proposals/{id}', { params: { id } })

// loader
export const loader = async ({ queries, params: { id = '' } }: PageLoad) => {
  await queries.query({ ...proposalQuery(id), staleTime: 'static' })
  await queries.query({ ...ledgerQuery, staleTime: 'static' })
}

// handle
export const handle: Handle = { title: 'members:proposal.title', texts: 'members', access: 'proposals:read' }

// component
export function Component() {
  const { t } = useTranslation('members')
  const { id } = useParams({ from: urls.admission })
  const format = useFormat()
  const roleNames = useRoleNames()
  const nameOf = useOrganisationName()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: proposal } = useSuspenseQuery(proposalQuery(id))
  const { organisations } = useSuspenseQuery(ledgerQuery).data
  const { gln, name, roles, proof, outcome } = proposal
  const isRegulator = me?.roles.includes('regulator') === true
  return (
    <>
      <PageHeader title={name ?? gln}>
        <OutcomeBadge outcome={outcome} />
      </PageHeader>
      <Stack>
        <Card title={t('proposal.facts')}>
          <Facts>
            <Fact name="GLN">
              <span className="code">{gln}</span>
            </Fact>
            <Fact name={t('admissions.roles')}>{roleNames(roles)}</Fact>
            <Fact name={t('admissions.organisation')}>{nameOf(proposal.organisation)}</Fact>
            <Fact name={t('proposal.proposedAt')}>{format.moment(proposal.openedAt)}</Fact>
            <Fact name={t('proposal.fingerprint')}>
              <code>{proof}</code>
            </Fact>
            {may(me, 'documents:read') && (
              <Fact name={t('proposal.proof')}>
                <DownloadLink
                  href={fileUrl('GET /documents/{hash}', { params: { hash: proof } })}
                  download={`${proof}.pdf`}
                >
                  {t('proposal.readProof')}
                </DownloadLink>
              </Fact>
            )}
          </Facts>
        </Card>
        <Card title={t('proposal.votes')}>
          <VoteTable organisations={organisations} votes={proposal.votes} isOpen={outcome === 'open'} />
        </Card>
        {outcome === 'open' && me !== null && may(me, 'proposals:vote') && (
          <VoteCard proposal={proposal} organisation={me.participant.organisation} />
        )}
        {outcome === 'admitted' && isRegulator && may(me, 'users:invite') && <FirstAdminCard gln={gln} />}
      </Stack>
    </>
  )
}
