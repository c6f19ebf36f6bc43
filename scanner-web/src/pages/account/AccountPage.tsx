import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { apiQuery } from '../../api/api.ts'
import { meQuery } from '../../api/session.ts'
import { Card, Stack } from '../../components/Card.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useRoleNames } from '../../language/useRoleNames.ts'
import type { Handle, PageLoad } from '../../page.tsx'
import { AppearanceCard } from './AppearanceCard.tsx'
import { PasswordCard } from './PasswordCard.tsx'
import { SessionsCard } from './SessionsCard.tsx'

// queries
const sessionsQuery = apiQuery('GET /sessions', {})

// loader
export const loader = ({ queries }: PageLoad) => queries.query({ ...sessionsQuery, staleTime: 'static' })

// handle
export const handle: Handle = { title: 'account:title', texts: 'account', access: 'session' }

// component
export function Component() {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: sessions } = useSuspenseQuery(sessionsQuery)
  if (me === null) return null
  const { participant, site, roles } = me
  return (
    <>
      <PageHeader title={t('title')} />
      <Stack>
        <Card title={me.name}>
          <Facts>
            <Fact name={t('email')}>{me.email}</Fact>
            <Fact name={t('participant')}>
              {participant.name} <span className="code">{participant.gln}</span>
            </Fact>
            <Fact name={t('site')}>
              {site ? (
                <>
                  {site.name} <span className="code">{site.gln}</span>
                </>
              ) : (
                t('noSite')
              )}
            </Fact>
            <Fact name={t('roles')}>{roleNames(roles)}</Fact>
            {me.isAdmin && <Fact name={t('rights')}>{t('admin')}</Fact>}
          </Facts>
        </Card>
        <AppearanceCard />
        <PasswordCard email={me.email} />
        <SessionsCard sessions={sessions.items} />
      </Stack>
    </>
  )
}
