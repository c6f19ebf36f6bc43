import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import styles from './Notice.module.css'
import { toneClass } from './toneClass.ts'
import { toneIcons, type Tone } from './tones.ts'

interface NoticeProps {
  tone: Tone
  icon?: IconName
  children: ReactNode
}

/**
 * The first child is the message, what follows explains it. What went wrong is read out at once, everything else in its
 * turn.
 */
export function Notice({ tone, icon = toneIcons[tone], children }: NoticeProps) {
  return (
    <div className={`${String(styles.notice)} ${toneClass(tone)}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div className={styles.text}>{typeof children === 'string' ? <p>{children}</p> : children}</div>
    </div>
  )
}
