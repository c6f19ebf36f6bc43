import type { ReactNode } from 'react'
import styles from './Filters.module.css'

/** Fields above a list that say what of it is shown. */
export function Filters({ label, children }: { label: string; children: ReactNode }) {
  return (
    <search className={styles.filters} aria-label={label}>
      {children}
    </search>
  )
}
