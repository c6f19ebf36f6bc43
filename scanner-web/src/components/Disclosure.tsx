import type { ReactNode } from 'react'
import styles from './Disclosure.module.css'
import { Icon } from './Icon.tsx'

/** What most people need not see, one press away. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className={styles.disclosure}>
      <summary>
        <Icon name="next" size={1.125} />
        {summary}
      </summary>
      <div className={styles.inside}>{children}</div>
    </details>
  )
}
