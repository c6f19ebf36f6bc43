import { useTranslation } from 'react-i18next'
import styles from './batches.module.css'

/** @param sent 0..1; all sent, the server works, and how long is not known */
export function UploadProgress({ sent }: { sent: number }) {
  const { t } = useTranslation('batches')
  const percent = Math.floor(sent * 100)
  const words = sent < 1 ? t('file.sending', { percent }) : t('file.registering')
  return (
    <div className={styles.progress}>
      <progress aria-label={words} max={100} {...(sent < 1 && { value: percent })} />
      <p role="status">{words}</p>
    </div>
  )
}
