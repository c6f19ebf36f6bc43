import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { Icon } from './Icon.tsx'
import { toneClass } from './toneClass.ts'
import { toneIcons, type Tone } from './tones.ts'

/** A state in a word. `plain` has no shape: it says nothing good or bad. */
export function Badge({ tone, children }: { tone: Tone | 'plain'; children: ReactNode }) {
  return (
    <span className={`${String(styles.badge)} ${tone === 'plain' ? String(styles.plain) : toneClass(tone)}`}>
      {tone !== 'plain' && <Icon name={toneIcons[tone]} size={1} />}
      {children}
    </span>
  )
}
