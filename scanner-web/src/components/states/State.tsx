import type { ReactNode } from 'react'
import { Icon } from '../Icon.tsx'
import type { IconName } from '../iconPaths.ts'
import { toneClass } from '../toneClass.ts'
import styles from './State.module.css'

interface StateProps {
  icon: IconName
  tone?: 'bad' | 'caution'
  title: ReactNode
  /** Headings keep their order: a state that is the whole page has its h1. */
  level?: 1 | 2
  /** What it means, and what to do. */
  children?: ReactNode
  actions?: ReactNode
}

/** Instead of content: a shape, a sentence, a way on. */
export function State({ icon, tone, title, level = 2, children, actions }: StateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className={styles.state}>
      <div className={`${String(styles.shape)} ${tone ? toneClass(tone) : ''}`}>
        <Icon name={icon} size={2.25} />
      </div>
      <Heading>{title}</Heading>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
