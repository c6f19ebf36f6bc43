import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../api/session.ts'
import type { Handle } from '../../page.tsx'
import { focusHeading } from '../focusHeading.ts'
import { BareFrame } from './BareFrame.tsx'
import { FullFrame } from './FullFrame.tsx'
import { ReleaseNotice } from './ReleaseNotice.tsx'

/** What stands around every page: the menu for those who are logged in, nearly nothing for everybody else. */
export function Frame() {
  const { t } = useTranslation()
  const match = useMatches().at(-1)
  const handle = (match?.loaderData as { handle: Handle } | undefined)?.handle
  // Asked for by the pages that need to know; here only what is known.
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const place = match?.pathname
  // Of any area: the page's loader has fetched it.
  const title = handle && (t as (key: string) => string)(handle.title)
  useEffect(() => {
    document.title = title === undefined ? 'Veritrail' : `${title} · Veritrail`
  }, [title])
  useFocusOnNewPage(place, title)
  if (me && handle?.frame !== 'bare') {
    return (
      <FullFrame me={me}>
        <Outlet />
        <ReleaseNotice />
      </FullFrame>
    )
  }
  return (
    <BareFrame>
      <Outlet />
      <ReleaseNotice />
    </BareFrame>
  )
}

/** A screen reader hears the new page's heading; the first page of a visit keeps the browser's own focus. */
function useFocusOnNewPage(place: string | undefined, title: string | undefined) {
  const seen = useRef<string>(undefined)
  useEffect(() => {
    if (place === undefined || title === undefined || seen.current === place) return
    const isFirst = seen.current === undefined
    seen.current = place
    const held = document.activeElement
    const isFree = held === null || held === document.body || held.closest('main') === null
    if (!isFirst && isFree) focusHeading()
  }, [place, title])
}
