import { useTranslation } from 'react-i18next'
import type { PackState } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { useFormat } from '../../language/useFormat.ts'
import styles from './batches.module.css'

/** `12 supplied, 1 locked` */
export function PackCounts({ touched }: { touched: Readonly<Record<string, number>> }) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const states = Object.entries(touched).sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
  if (states.length === 0) return <span className={styles.faint}>{t('none')}</span>
  const words = states.map(
    ([state, count]) => `${format.number(count)}\u00a0${t(`packState.${state as PackState}`)}`,
  )
  return <span className={styles.counts}>{words.join(', ')}</span>
}
