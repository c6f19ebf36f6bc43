import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiQuery } from '../../api/api.ts'
import { may, meQuery } from '../../api/session.ts'
import { Stack } from '../../components/Card.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { BatchBadges } from './BatchBadges.tsx'
import { BatchFacts } from './BatchFacts.tsx'
import { ExtendCard } from './ExtendCard.tsx'
import { LabelsCard } from './LabelsCard.tsx'
import { StopCard } from './StopCard.tsx'
import { StopNotices } from './StopNotices.tsx'

// queries
const batchQuery = (gtin: string, lot: string) =>
  apiQuery('GET /batches/{gtin}/{lot}', { params: { gtin, lot } })
const productQuery = (gtin: string) => apiQuery('GET /products/{gtin}', { params: { gtin } })

// loader
export const loader = async ({ queries, params: { gtin = '', lot = '' } }: PageLoad) => {
  await queries.query({ ...batchQuery(gtin, lot), staleTime: 'static' })
  await queries.query({ ...productQuery(gtin), staleTime: 'static' })
}

// handle
export const handle: Handle = { title: 'batches:title', texts: 'batches', access: 'batches:read' }

// component
export function Component() {
  const { t } = useTranslation('batches')
  const { gtin, lot } = useParams({ from: urls.batch })
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: batch } = useSuspenseQuery(batchQuery(gtin, lot))
  const { data: product } = useSuspenseQuery(productQuery(gtin))
  const name = `${product.name} ${product.strength}`
  // Only its maker is told how many packs there are.
  const { packs } = batch
  const mayStop = may(me, 'batches:stop') && (packs !== null || may(me, 'batches:lift'))
  return (
    <>
      <PageHeader
        title={name}
        lead={
          <>
            {t('lot')} <strong className="code">{lot}</strong>
          </>
        }
      >
        <BatchBadges batch={batch} />
      </PageHeader>
      <Stack>
        <StopNotices batch={batch} />
        <BatchFacts batch={batch} me={me} />
        {packs !== null && may(me, 'batches:readCodes') && <LabelsCard batch={{ gtin, lot, packs }} />}
        {packs !== null && may(me, 'batches:register') && <ExtendCard gtin={gtin} lot={lot} />}
        {mayStop && <StopCard batch={batch} product={name} mayLift={may(me, 'batches:lift')} />}
      </Stack>
    </>
  )
}
