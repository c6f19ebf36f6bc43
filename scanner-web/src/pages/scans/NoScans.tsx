import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { urls } from '../../urls.ts'
import type { ScansSearch } from './scansSearch.ts'

interface NoScansProps {
  search: ScansSearch
  mayScan: boolean
  onReset: (search: ScansSearch) => void
}

/** Nothing was scanned on that day, or nothing that was sought. */
export function NoScans({ search: { day, verdict, find }, mayScan, onReset }: NoScansProps) {
  const { t } = useTranslation('counter')
  if (verdict !== undefined || find !== undefined) {
    return (
      <Empty
        icon="search"
        title={t('scans.noneTitle')}
        actions={
          <Button onClick={() => onReset(day === undefined ? {} : { day })}>{t('scans.reset')}</Button>
        }
      >
        {t('scans.none')}
      </Empty>
    )
  }
  const toScan = mayScan && (
    <LinkButton to={urls.scan} look="main" icon="scan">
      {t('scans.toScan')}
    </LinkButton>
  )
  return (
    <Empty icon="list" title={t('scans.emptyTitle')} actions={toScan}>
      {t('scans.empty')}
    </Empty>
  )
}
