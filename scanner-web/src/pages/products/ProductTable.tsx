import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { ParticipantName } from '../../components/ParticipantName.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'

type Product = AnswerOf<'GET /products'>['items'][number]

interface ProductTableProps {
  products: readonly Product[]
  isFiltered: boolean
  mayRegister: boolean
}

export function ProductTable({ products, isFiltered, mayRegister }: ProductTableProps) {
  const { t } = useTranslation('products')
  const format = useFormat()
  if (products.length === 0) {
    return isFiltered ? (
      <Empty icon="search" title={t('nothingFoundTitle')}>
        {t('nothingFound')}
      </Empty>
    ) : (
      <Empty icon="product" title={t('emptyTitle')}>
        {mayRegister ? t('empty') : t('emptyForOthers')}
      </Empty>
    )
  }
  const columns: Column<Product>[] = [
    { title: t('name'), show: ({ name }) => name },
    { title: t('strength'), show: ({ strength }) => strength },
    { title: t('form'), show: ({ form }) => form },
    { title: t('gtin'), show: ({ gtin }) => <span className="code">{gtin}</span> },
    { title: t('registrant'), show: ({ registrant }) => <ParticipantName gln={registrant} /> },
    { title: t('packSize'), show: ({ packSize }) => format.number(packSize), end: true },
  ]
  return <Table caption={t('title')} columns={columns} rows={products} keyOf={({ gtin }) => gtin} />
}
