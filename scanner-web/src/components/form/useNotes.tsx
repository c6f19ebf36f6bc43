import { useId, type ReactNode } from 'react'
import { Icon } from '../Icon.tsx'
import styles from './Field.module.css'

export interface Notes {
  hint?: ReactNode
  /** null or missing: nothing is wrong. */
  fault?: string | null | undefined
}

/** What is said of a field, or of a set of them, and what ties it to that for screen readers. */
export function useNotes({ hint, fault }: Notes) {
  const id = useId()
  const described = [hint !== undefined && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return {
    id,
    describedBy: described || undefined,
    hint: hint !== undefined && (
      <div className={styles.hint} id={`${id}-hint`}>
        {hint}
      </div>
    ),
    fault: fault && (
      <div className={styles.fault} id={`${id}-fault`}>
        <Icon name="warning" size={1.125} />
        {fault}
      </div>
    ),
  }
}
