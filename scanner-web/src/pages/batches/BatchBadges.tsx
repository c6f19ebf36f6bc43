import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import styles from './batches.module.css'

type Facts = Pick<AnswerOf<'GET /batches'>['items'][number], 'recalled' | 'withdrawn' | 'expired'>

/** Everything that holds for a batch, gravest first. */
export function BatchBadges({ batch: { recalled, withdrawn, expired } }: { batch: Facts }) {
  const { t } = useTranslation('batches')
  const isFine = recalled === null && withdrawn === null && !expired
  return (
    <span className={styles.badges}>
      {recalled && <Badge tone="bad">{t('recalled')}</Badge>}
      {withdrawn && <Badge tone="bad">{t('withdrawn')}</Badge>}
      {expired && <Badge tone="caution">{t('expired')}</Badge>}
      {isFine && <Badge tone="good">{t('active')}</Badge>}
    </span>
  )
}
