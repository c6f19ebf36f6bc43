/** A label, its field, a hint, and what is wrong with what stands in it: told to screen readers too. */
import type { ComponentProps, ReactNode } from 'react'
import { Icon } from '../Icon.tsx'
import styles from './Field.module.css'
import { useNotes, type Notes } from './useNotes.tsx'

interface Around extends Notes {
  label: ReactNode
}

/** What a native field gets from its surroundings. */
interface Wiring {
  id: string
  className: string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export function Field({ label, children, ...said }: Around & { children: (wiring: Wiring) => ReactNode }) {
  const { id, describedBy, hint, fault } = useNotes(said)
  const wiring: Wiring = {
    id,
    className: styles.input,
    'aria-describedby': describedBy,
    'aria-invalid': said.fault ? true : undefined,
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint}
      {children(wiring)}
      {fault}
    </div>
  )
}

interface TextFieldProps extends Around, Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
  /** GTIN, lot, serial: letters and digits that must not be confused. */
  code?: boolean
}

export function TextField({ label, hint, fault, onChange, code = false, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(wiring) => (
        <input
          {...(code && { autoCapitalize: 'off', autoCorrect: 'off', spellCheck: false })}
          {...input}
          {...wiring}
          className={code ? `${String(styles.input)} ${String(styles.code)}` : styles.input}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface TextAreaFieldProps extends Around, Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
}

/** For a code of several lines. */
export function TextAreaField({ label, hint, fault, onChange, ...area }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(wiring) => (
        <textarea
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          {...area}
          {...wiring}
          className={`${String(styles.input)} ${String(styles.code)}`}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface SelectFieldProps<Value extends string> extends Around {
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; text: string }[]
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, hint, fault, value, onChange, options } = props
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(wiring) => (
        <div className={styles.select}>
          <select {...wiring} value={value} onChange={(event) => onChange(event.target.value as Value)}>
            {options.map((each) => (
              <option key={each.value} value={each.value}>
                {each.text}
              </option>
            ))}
          </select>
          <Icon name="open" size={1.25} />
        </div>
      )}
    </Field>
  )
}
