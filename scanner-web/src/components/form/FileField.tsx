import type { ReactNode } from 'react'
import { Field } from './Field.tsx'
import styles from './FileField.module.css'

interface FileFieldProps {
  label: ReactNode
  hint?: ReactNode
  fault?: string | null
  /** As the `accept` of HTML: `.csv,text/csv`. */
  accept: string
  required?: boolean
  disabled?: boolean
  onChoose: (file: File | null) => void
}

/** The native one: it can be pressed, reached by keyboard, and a file dropped on it. */
export function FileField({ label, hint, fault, accept, required, disabled, onChoose }: FileFieldProps) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(wiring) => (
        <input
          {...wiring}
          className={`${String(wiring.className)} ${String(styles.file)}`}
          type="file"
          accept={accept}
          required={required}
          disabled={disabled}
          onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
        />
      )}
    </Field>
  )
}
