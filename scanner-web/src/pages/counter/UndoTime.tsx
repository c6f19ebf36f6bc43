import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Moves.module.css'
import { timeLeft } from './timeLeft.ts'

/** Counts down. @param until ms since 1970; nothing is shown of a move that may be undone at any time */
export function UndoTime({ until }: { until: number }) {
  const { t } = useTranslation('counter')
  const now = useNow()
  if (until === Infinity) return null
  const { days, clock } = timeLeft(until - now)
  const time = days > 0 ? `${t('time.days', { count: days })} ${clock}` : clock
  return (
    <span className={styles.left} role="timer">
      {t('undoLeft', { time })}
    </span>
  )
}

/** ms since 1970, a new one every second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
