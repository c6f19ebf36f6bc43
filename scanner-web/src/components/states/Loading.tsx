import { useTranslation } from 'react-i18next'
import { Icon } from '../Icon.tsx'
import styles from './State.module.css'

export function Loading() {
  const { t } = useTranslation()
  return (
    <div className={styles.state} role="status">
      <div className={`${String(styles.shape)} ${String(styles.turning)}`}>
        <Icon name="refresh" size={2.25} />
      </div>
      <p>{t('state.loading')}</p>
    </div>
  )
}
