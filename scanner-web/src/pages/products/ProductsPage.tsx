import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiPages } from '../../api/apiPages.ts'
import { may, meQuery } from '../../api/session.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Filters } from '../../components/form/Filters.tsx'
import { Tick } from '../../components/form/Tick.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { ProductTable } from './ProductTable.tsx'
import { RegisterProductDialog } from './RegisterProductDialog.tsx'

// queries
const productsQuery = (search: string, registrant: string | null) =>
  apiPages('GET /products', {
    query: { limit: 50, ...(search !== '' && { search }), ...(registrant !== null && { registrant }) },
  })

// loader
export const loader = ({ queries }: PageLoad) =>
  queries.infiniteQuery({ ...productsQuery('', null), staleTime: 'static' })

// handle
export const handle: Handle = { title: 'products:title', texts: 'products', access: 'products:read' }

// component
export function Component() {
  const { t } = useTranslation('products')
  const { data: me } = useSuspenseQuery(meQuery)
  const [search, setSearch] = useState('')
  const [onlyOurs, setOnlyOurs] = useState(false)
  const [registering, setRegistering] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const wanted = useDeferredValue(search.trim())
  const ours = onlyOurs && me !== null ? me.participant.gln : null
  const list = useInfiniteQuery({ ...productsQuery(wanted, ours), placeholderData: keepPreviousData })
  const mayRegister = may(me, 'products:register')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')}>
        {may(me, 'signingKeys:read') && (
          <LinkButton icon="key" to={urls.signingKeys}>
            {t('signingKeys')}
          </LinkButton>
        )}
        {mayRegister && (
          <Button look="main" icon="plus" onClick={() => setRegistering(true)}>
            {t('register')}
          </Button>
        )}
      </PageHeader>
      <RegisterProductDialog open={registering} onClose={() => setRegistering(false)} onDone={setDone} />
      <Stack>
        {done !== null && <Notice tone="good">{t('done', { name: done })}</Notice>}
        <Card>
          <Filters label={t('search')}>
            <TextField
              label={t('search')}
              hint={t('searchHint')}
              type="search"
              maxLength={100}
              value={search}
              onChange={setSearch}
            />
            {mayRegister && (
              <Tick checked={onlyOurs} onChange={setOnlyOurs}>
                {t('onlyOurs')}
              </Tick>
            )}
          </Filters>
          {list.data && (
            <ProductTable
              products={list.data.pages.flatMap(({ items }) => items)}
              isFiltered={wanted !== '' || onlyOurs}
              mayRegister={mayRegister}
            />
          )}
          <MoreButton list={list} />
        </Card>
      </Stack>
    </>
  )
}
