import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { Icon } from './Icon.tsx'
import { toneIcons, type Tone } from './tones.ts'

/** A state in a word. `plain` has no shape: it says nothing good or bad. */
export function Badge({ tone, children }: { tone: Tone | 'plain'; children: ReactNode }) {
  return (
    <span className={`${String(styles.badge)} ${String(styles[tone])}`}>
      {tone !== 'plain' && <Icon name={toneIcons[tone]} size={1} />}
      {children}
    </span>
  )
}
