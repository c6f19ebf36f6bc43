import type { ReactNode } from 'react'
import type { IconName } from '../iconPaths.ts'
import { State } from './State.tsx'

interface EmptyProps {
  icon: IconName
  title: ReactNode
  /** What would stand here, and how it gets here. */
  children: ReactNode
  actions?: ReactNode
}

/** A list without items: not a mistake, a beginning. */
export function Empty({ icon, title, children, actions }: EmptyProps) {
  return (
    <State icon={icon} title={title} actions={actions}>
      {children}
    </State>
  )
}
