import { useEffect, useId, useRef, type ReactNode } from 'react'
import styles from './Dialog.module.css'

interface DialogProps {
  open: boolean
  /** Neither Escape nor a press beside it closes it just now. */
  held?: boolean
  /** Escape, and a press beside it, close it too. */
  onClose: () => void
  title: ReactNode
  children: ReactNode
}

/** The native one: it keeps the focus inside, gives it back, and makes the rest inert. */
export function Dialog({ open, held = false, onClose, title, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (open && dialog?.open === false) dialog.showModal()
    if (!open && dialog?.open === true) dialog.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        if (held) event.preventDefault()
      }}
      onClose={() => {
        // A second Escape closes it whatever its page wants (HTML Standard, "close watcher").
        if (held) ref.current?.showModal()
        else onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current && !held) onClose()
      }}
    >
      {open && (
        <div className={styles.inside}>
          <h2 id={id}>{title}</h2>
          {children}
        </div>
      )}
    </dialog>
  )
}
