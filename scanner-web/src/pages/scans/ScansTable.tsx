import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import { ProductName } from '../../components/ProductName.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { isVerdict, verdictLooks } from '../../components/verdict/verdictLook.ts'
import { useFormat } from '../../language/useFormat.ts'
import styles from './ScansPage.module.css'

type Scan = AnswerOf<'GET /scans'>['items'][number]

export function ScansTable({ scans }: { scans: readonly Scan[] }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const columns: Column<Scan>[] = [
    {
      title: t('scans.time'),
      show: ({ at, channel }) => (
        <>
          <time className={styles.time}>{format.timeOfDay(at)}</time>
          {channel === 'patient' && <div className={styles.small}>{t('scans.byPatient')}</div>}
        </>
      ),
    },
    { title: t('scans.verdict'), show: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
    { title: t('scans.product'), show: ({ gtin }) => gtin && <ProductName gtin={gtin} /> },
    { title: t('scans.lot'), show: ({ lot }) => lot && <span className="code">{lot}</span> },
    { title: t('scans.alert'), show: ({ alert }) => alert && <Badge tone="bad">{alert}</Badge> },
  ]
  // Newest first, and two of the same ms by their place.
  return <Table caption={t('scans.title')} columns={columns} rows={scans} keyOf={keyOf(scans)} />
}

function keyOf(scans: readonly Scan[]) {
  const places = new Map(scans.map((scan, place) => [scan, scans.length - place]))
  return (scan: Scan) => places.get(scan) ?? 0
}

function VerdictBadge({ verdict }: { verdict: string }) {
  const { t } = useTranslation('counter')
  if (!isVerdict(verdict)) return <Badge tone="plain">{verdict}</Badge>
  return (
    <span title={t(`verdict.${verdict}.said`)}>
      <Badge tone={verdictLooks[verdict].tone}>{t(`verdict.${verdict}.word`)}</Badge>
    </span>
  )
}
