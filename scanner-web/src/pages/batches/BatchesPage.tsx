import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiPages } from '../../api/apiPages.ts'
import { may, meQuery } from '../../api/session.ts'
import { LinkButton } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { SelectField, TextField } from '../../components/form/Field.tsx'
import { Filters } from '../../components/form/Filters.tsx'
import { Tick } from '../../components/form/Tick.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { BatchTable } from './BatchTable.tsx'

type Which = 'all' | 'recalled' | 'withdrawn'

// queries
const batchesQuery = (search: string, which: Which, registrant: string | null) =>
  apiPages('GET /batches', {
    query: {
      limit: 25,
      ...(search !== '' && { search }),
      ...(which !== 'all' && { stop: which }),
      ...(registrant !== null && { registrant }),
    },
  })

// loader
export const loader = ({ queries }: PageLoad) =>
  queries.infiniteQuery({ ...batchesQuery('', 'all', null), staleTime: 'static' })

// handle
export const handle: Handle = { title: 'batches:title', texts: 'batches', access: 'batches:read' }

// component
export function Component() {
  const { t } = useTranslation('batches')
  const { data: me } = useSuspenseQuery(meQuery)
  const [search, setSearch] = useState('')
  const [which, setWhich] = useState<Which>('all')
  const [onlyOurs, setOnlyOurs] = useState(false)
  const wanted = useDeferredValue(search.trim())
  const ours = onlyOurs && me !== null ? me.participant.gln : null
  const list = useInfiniteQuery({ ...batchesQuery(wanted, which, ours), placeholderData: keepPreviousData })
  const mayRegister = may(me, 'batches:register')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')}>
        {mayRegister && (
          <LinkButton look="main" icon="plus" to={urls.newBatch}>
            {t('register')}
          </LinkButton>
        )}
      </PageHeader>
      <Card>
        <Filters label={t('search')}>
          <TextField
            label={t('search')}
            hint={t('searchHint')}
            type="search"
            code
            maxLength={100}
            value={search}
            onChange={setSearch}
          />
          <SelectField
            label={t('which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'all', text: t('all') },
              { value: 'recalled', text: t('recalledOnes') },
              { value: 'withdrawn', text: t('withdrawnOnes') },
            ]}
          />
          {mayRegister && (
            <Tick checked={onlyOurs} onChange={setOnlyOurs}>
              {t('onlyOurs')}
            </Tick>
          )}
        </Filters>
        {list.data && (
          <BatchTable
            batches={list.data.pages.flatMap(({ items }) => items)}
            isFiltered={wanted !== '' || which !== 'all' || onlyOurs}
            mayRegister={mayRegister}
          />
        )}
        <MoreButton list={list} />
      </Card>
    </>
  )
}
