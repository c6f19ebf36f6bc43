import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { ProductName } from '../../components/ProductName.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { urls } from '../../urls.ts'
import { BatchBadges } from './BatchBadges.tsx'
import { PackCounts } from './PackCounts.tsx'

type Batch = AnswerOf<'GET /batches'>['items'][number]

interface BatchTableProps {
  batches: readonly Batch[]
  isFiltered: boolean
  mayRegister: boolean
}

export function BatchTable({ batches, isFiltered, mayRegister }: BatchTableProps) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  if (batches.length === 0) {
    return isFiltered ? (
      <Empty icon="search" title={t('empty.nothingTitle')}>
        {t('empty.nothing')}
      </Empty>
    ) : (
      <Empty icon="batch" title={t('empty.title')}>
        {mayRegister ? t('empty.maker') : t('empty.others')}
      </Empty>
    )
  }
  const columns: Column<Batch>[] = [
    {
      title: t('lot'),
      show: ({ gtin, lot }) => (
        <Link className="code" to={urls.batch} params={{ gtin, lot }}>
          {lot}
        </Link>
      ),
    },
    { title: t('product'), show: ({ gtin }) => <ProductName gtin={gtin} /> },
    { title: t('expiresOn'), show: ({ expiresOn }) => format.day(expiresOn) },
    { title: t('state'), show: (batch) => <BatchBadges batch={batch} /> },
    { title: t('movedPacks'), show: ({ touched }) => <PackCounts touched={touched} /> },
  ]
  return (
    <Table
      caption={t('title')}
      columns={columns}
      rows={batches}
      keyOf={({ gtin, lot }) => `${gtin}/${lot}`}
    />
  )
}
