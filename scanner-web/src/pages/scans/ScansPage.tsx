import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may, meQuery } from '../../api/session.ts'
import { Card, Stack } from '../../components/Card.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Loading } from '../../components/states/Loading.tsx'
import type { Handle } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { NoScans } from './NoScans.tsx'
import { isMistypedGtin, localDay, scansQuery } from './scansQuery.ts'
import { ScansFilter } from './ScansFilter.tsx'
import type { ScansSearch } from './scansSearch.ts'
import { ScansTable } from './ScansTable.tsx'

// No loader: what is sought stands in the address, and a refusal of it belongs below the field where it was typed.

// handle
export const handle: Handle = { title: 'counter:scans.title', texts: 'counter', access: 'scans:read' }

// component
export function Component() {
  const { t } = useTranslation('counter')
  const { data: me } = useSuspenseQuery(meQuery)
  const search: ScansSearch = useSearch({ from: urls.scans })
  const navigate = useNavigate()
  const [today] = useState(() => localDay(Date.now()))
  const isRegulator = me?.roles.includes('regulator') === true
  const mistyped = search.find !== undefined && isMistypedGtin(search.find)
  const scans = useInfiniteQuery({ ...scansQuery(search, today), enabled: !mistyped })
  const rows = scans.data?.pages.flatMap(({ items }) => items) ?? []
  const show = (next: ScansSearch) => void navigate({ to: urls.scans, search: next })

  return (
    <>
      <PageHeader title={t('scans.title')} lead={isRegulator ? t('scans.leadAll') : t('scans.lead')} />
      <Stack>
        {/* Made anew where the address changes under it, as by "back". */}
        <ScansFilter key={JSON.stringify(search)} {...{ search, today, mistyped }} onSearch={show} />
        <Card>
          {scans.isPending && !mistyped && <Loading />}
          {((scans.isSuccess && rows.length === 0) || mistyped) && (
            <NoScans search={search} mayScan={may(me, 'verifications:create')} onReset={show} />
          )}
          {rows.length > 0 && !mistyped && <ScansTable scans={rows} />}
          <MoreButton list={scans} />
        </Card>
      </Stack>
    </>
  )
}
