import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import styles from './members.module.css'
import type { Site } from './useOwnSites.ts'

export function SitesCard({ sites }: { sites: readonly Site[] }) {
  const { t } = useTranslation('members')
  const columns: Column<Site>[] = [
    { title: t('place.name'), show: ({ name }) => name },
    { title: t('place.gln'), show: ({ gln }) => <span className="code">{gln}</span> },
    { title: t('place.address'), show: ({ address }) => address ?? '–' },
  ]
  return (
    <Card title={t('team.sites')}>
      <p className={styles.lead}>{t('team.sitesLead')}</p>
      {sites.length === 0 ? (
        <Empty icon="batch" title={t('team.noSitesTitle')}>
          {t('team.noSites')}
        </Empty>
      ) : (
        <Table caption={t('team.sites')} columns={columns} rows={sites} keyOf={({ gln }) => gln} />
      )}
    </Card>
  )
}
