import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { ledgerQuery } from '../../api/ledgerQuery.ts'
import { Badge } from '../../components/Badge.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { useOrganisationName } from '../../language/useOrganisationName.ts'
import { useRoleNames } from '../../language/useRoleNames.ts'
import type { Handle, PageLoad } from '../../page.tsx'
import { serverUrls } from '../../urls.ts'
import styles from './StatusPage.module.css'

// loader
export const loader = ({ queries }: PageLoad) => queries.query({ ...ledgerQuery, staleTime: 'static' })

// handle
export const handle: Handle = { title: 'status:title', texts: 'status', access: 'ledger:read' }

type Organisation = AnswerOf<'GET /ledger'>['organisations'][number]

// component
export function Component() {
  const { t } = useTranslation('status')
  const format = useFormat()
  const nameOf = useOrganisationName()
  const roleNames = useRoleNames()
  const { data: ledger } = useSuspenseQuery(ledgerQuery)
  const { checkpoint } = ledger
  const columns: Column<Organisation>[] = [
    { title: t('organisation'), show: ({ msp }) => nameOf(msp) },
    { title: t('mayHost'), show: ({ roles }) => roleNames(roles) },
    {
      title: t('vote'),
      show: ({ votes }) => (votes ? <Badge tone="good">{t('votes')}</Badge> : t('noVote')),
    },
  ]
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Stack>
        <Card title={t('state')}>
          <Facts>
            <Fact name={t('operation')}>
              {t(`kind.${ledger.kind}`, { organisations: ledger.organisations.length })}
            </Fact>
            <Fact name={t('height')}>{format.number(ledger.height)}</Fact>
            <Fact name={t('transactions')}>{format.number(ledger.logSize)}</Fact>
          </Facts>
        </Card>
        <Card title={t('checkpoint')}>
          <div className={styles.checkpoint}>
            <p>{t('checkpointWhy')}</p>
            {checkpoint && (
              <Facts>
                <Fact name={t('checkpointSize')}>{format.number(checkpoint.size)}</Fact>
                <Fact name={t('root')}>
                  <code>{checkpoint.root}</code>
                </Fact>
                <Fact name={t('key')}>
                  <code>{ledger.verifierKey}</code>
                </Fact>
              </Facts>
            )}
          </div>
        </Card>
        <Card title={t('organisations')}>
          <Table
            caption={t('organisations')}
            columns={columns}
            rows={ledger.organisations}
            keyOf={({ msp }) => msp}
          />
        </Card>
        <Card title={t('software')}>
          <ul className={styles.links}>
            <li>
              <a href={serverUrls.apiPage}>{t('apiPage')}</a>
            </li>
            <li>
              <a href={serverUrls.openApi}>{t('openApi')}</a>
            </li>
            <li>
              <a href={serverUrls.checkpoints}>{t('allCheckpoints')}</a>
            </li>
            <li>
              <a href={serverUrls.readiness}>{t('readiness')}</a>
            </li>
          </ul>
        </Card>
      </Stack>
    </>
  )
}
