import { useTranslation } from 'react-i18next'
import { PasswordField } from '../../components/form/PasswordField.tsx'
import { newPasswordFault } from './newPassword.ts'

interface NewPasswordFieldProps {
  value: string
  onChange: (value: string) => void
  /** Which it must not be; null where it is not known here. */
  email: string | null
  /** Faults are shown once somebody has tried. */
  tried: boolean
}

export function NewPasswordField({ value, onChange, email, tried }: NewPasswordFieldProps) {
  const { t } = useTranslation('account')
  const fault = tried ? newPasswordFault(value, email) : null
  return (
    <PasswordField
      label={t('newPassword.label')}
      hint={t('newPassword.hint')}
      fault={fault && t(fault)}
      autoComplete="new-password"
      value={value}
      onChange={onChange}
    />
  )
}
