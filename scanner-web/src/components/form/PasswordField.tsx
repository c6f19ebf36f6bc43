import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './Field.tsx'
import styles from './Field.module.css'

interface PasswordFieldProps {
  label: string
  hint?: ReactNode
  fault?: string | null
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
}

export function PasswordField({ label, hint, fault, value, onChange, autoComplete }: PasswordFieldProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(wiring) => (
        <div className={styles.withButton}>
          <input
            {...wiring}
            type={shown ? 'text' : 'password'}
            value={value}
            autoComplete={autoComplete}
            autoCapitalize="off"
            spellCheck={false}
            required
            onChange={(event) => onChange(event.target.value)}
          />
          <button
            type="button"
            className={styles.inside}
            aria-pressed={shown}
            aria-label={t('field.showPassword')}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('field.hide') : t('field.show')}
          </button>
        </div>
      )}
    </Field>
  )
}
