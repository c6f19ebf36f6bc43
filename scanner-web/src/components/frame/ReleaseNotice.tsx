import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { underWay } from '../../api/underWay.ts'
import { newRelease } from '../../release.ts'
import { Button } from '../Button.tsx'
import { Icon } from '../Icon.tsx'
import styles from './ReleaseNotice.module.css'

/** A new release is at hand. It begins when she says so, never by itself, and never while something is being sent. */
export function ReleaseNotice() {
  const { t } = useTranslation()
  const isReady = useSyncExternalStore(newRelease.subscribe, newRelease.isReady)
  const open = useSyncExternalStore(underWay.subscribe, underWay.read)
  if (!isReady) return null
  return (
    <div className={styles.notice} role="status">
      <Icon name="refresh" />
      <p>{open === 0 ? t('release.ready') : t('release.later')}</p>
      <Button disabled={open > 0} onClick={newRelease.takeOver}>
        {t('release.reload')}
      </Button>
    </div>
  )
}
