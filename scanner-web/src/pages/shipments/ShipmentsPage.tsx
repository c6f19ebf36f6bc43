import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiPages } from '../../api/apiPages.ts'
import { may, meQuery } from '../../api/session.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { useWedge } from '../../scanning/wedge/useWedge.ts'
import { readSscc } from './readSscc.ts'
import { ReceiveDialog } from './ReceiveDialog.tsx'
import { ShipDialog } from './ShipDialog.tsx'
import type { Unit } from './unit.ts'
import { UnitFilters } from './UnitFilters.tsx'
import { everyUnit, fits } from './unitsFilter.ts'
import { UnitTable } from './UnitTable.tsx'

type Open = { what: 'receive'; sscc: string } | { what: 'ship'; unit: Unit }

// queries
const unitsQuery = apiPages('GET /units', { query: { limit: 100 } })

// loader
export const loader = ({ queries }: PageLoad) => queries.infiniteQuery({ ...unitsQuery, staleTime: 'static' })

// handle
export const handle: Handle = { title: 'shipments:title', texts: 'shipments', access: 'units:read' }

// component
export function Component() {
  const { t } = useTranslation('shipments')
  const { data: me } = useSuspenseQuery(meQuery)
  const list = useSuspenseInfiniteQuery(unitsQuery)
  const [open, setOpen] = useState<Open | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const mayReceive = may(me, 'units:receive')
  const { find = '' } = useSearch({ from: urls.shipments })
  const [filter, setFilter] = useState({ ...everyUnit, search: find })
  const isFiltered = filter.search.trim() !== '' || filter.which !== 'all'
  useAllPages(list, isFiltered)
  const units = list.data.pages.flatMap(({ items }) => items)
  useWedge((text) => {
    if (open === null) setFilter({ ...everyUnit, search: readSscc(text) })
  })
  const close = () => setOpen(null)
  const receive = (sscc: string) => {
    setDone(null)
    setOpen({ what: 'receive', sscc })
  }
  return (
    <>
      <PageHeader title={t('title')} lead={me?.roles.includes('regulator') ? t('leadAll') : t('lead')}>
        {may(me, 'units:commission') && (
          <LinkButton look="main" icon="plus" to={urls.newShipment}>
            {t('commission')}
          </LinkButton>
        )}
        {mayReceive && (
          <Button icon="scan" onClick={() => receive('')}>
            {t('receive')}
          </Button>
        )}
      </PageHeader>
      {open?.what === 'receive' && <ReceiveDialog sscc={open.sscc} onClose={close} onDone={setDone} />}
      {open?.what === 'ship' && <ShipDialog unit={open.unit} onClose={close} onDone={setDone} />}
      <Stack>
        {done !== null && <Notice tone="good">{done}</Notice>}
        <Card>
          {units.length > 0 && <UnitFilters filter={filter} onChange={setFilter} />}
          <UnitTable
            units={units.filter((unit) => fits(unit, filter))}
            isFiltered={isFiltered}
            mayShip={may(me, 'units:ship')}
            mayReceive={mayReceive}
            onShip={(unit) => {
              setDone(null)
              setOpen({ what: 'ship', unit })
            }}
            onReceive={receive}
          />
          <MoreButton list={list} />
        </Card>
      </Stack>
    </>
  )
}

/** The server has no search for units: what is sought may stand on any page of the list. */
function useAllPages(
  list: {
    hasNextPage: boolean
    isFetching: boolean
    isError: boolean
    fetchNextPage: () => Promise<unknown>
  },
  wanted: boolean,
) {
  const { hasNextPage, isFetching, isError, fetchNextPage } = list
  // After a refusal a person asks again: this would ask without end.
  const asksOn = wanted && hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (asksOn) void fetchNextPage()
  }, [asksOn, fetchNextPage])
}
