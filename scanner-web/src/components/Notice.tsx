import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import styles from './Notice.module.css'

export type Tone = 'info' | 'good' | 'caution' | 'bad'

/** A tone's shape: colour is never alone. */
export const toneIcons: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  good: 'check',
  caution: 'warning',
  bad: 'stop',
}

interface NoticeProps {
  tone: Tone
  icon?: IconName
  /** What went wrong is read out at once, everything else in its turn. */
  children: ReactNode
}

/** The first child is the message, what follows explains it. */
export function Notice({ tone, icon = toneIcons[tone], children }: NoticeProps) {
  return (
    <div
      className={`${String(styles.notice)} ${String(styles[tone])}`}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <Icon name={icon} />
      <div className={styles.text}>{typeof children === 'string' ? <p>{children}</p> : children}</div>
    </div>
  )
}
