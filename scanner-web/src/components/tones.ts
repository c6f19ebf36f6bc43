import type { IconName } from './iconPaths.ts'

export type Tone = 'info' | 'good' | 'caution' | 'bad'

/** A tone's shape: colour is never alone. */
export const toneIcons: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  good: 'check',
  caution: 'warning',
  bad: 'stop',
}
