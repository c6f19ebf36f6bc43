import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiAll } from '../../api/apiPages.ts'
import { meQuery } from '../../api/session.ts'
import { LinkButton } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { Choices } from '../../components/form/Choices.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import styles from './batches.module.css'
import { DrawnBatchForm } from './DrawnBatchForm.tsx'
import { FileForm } from './FileForm.tsx'

// queries
const ownProductsQuery = (registrant: string) => apiAll('GET /products', { query: { registrant } })

// loader
export const loader = ({ queries, me }: PageLoad) =>
  queries.query({ ...ownProductsQuery(me?.participant.gln ?? ''), staleTime: 'static' })

// handle
export const handle: Handle = { title: 'batches:new.title', texts: 'batches', access: 'batches:register' }

// component
export function Component() {
  const { t } = useTranslation('batches')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: products } = useSuspenseQuery(ownProductsQuery(me?.participant.gln ?? ''))
  const [how, setHow] = useState<'draw' | 'file'>('draw')
  return (
    <>
      <PageHeader title={t('new.title')} lead={t('new.lead')} />
      <Stack>
        <Card>
          {products.length === 0 ? (
            <Empty
              icon="product"
              title={t('new.noProductTitle')}
              actions={
                <LinkButton look="main" to={urls.products}>
                  {t('new.toProducts')}
                </LinkButton>
              }
            >
              {t('new.noProduct')}
            </Empty>
          ) : (
            <div className={styles.gap}>
              <Choices
                label={t('new.how')}
                value={how}
                onChange={setHow}
                options={[
                  { value: 'draw', text: t('new.draw'), icon: 'plus' },
                  { value: 'file', text: t('new.file'), icon: 'upload' },
                ]}
              />
              {how === 'draw' ? <DrawnBatchForm products={products} /> : <FileForm />}
            </div>
          )}
        </Card>
      </Stack>
    </>
  )
}
