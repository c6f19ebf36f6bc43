import type { Tone } from './tones.ts'
import styles from './toneClass.module.css'

/** A tone's colours, for ink and ground. */
export function toneClass(tone: Tone): string {
  return String(styles[tone])
}
