import type { ReactNode } from 'react'
import styles from './Form.module.css'

interface FormProps {
  /** Called once the browser finds every field filled; the page is not left. */
  onSubmit: () => void
  children: ReactNode
}

export function Form({ onSubmit, children }: FormProps) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/** Buttons at the end of a form, or below what they act on. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}

/** Short fields beside each other, where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>
}
