import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/form/Field.tsx'

interface ReasonFieldProps {
  value: string
  onChange: (value: string) => void
  /** What is wrong is said only then. */
  tried: boolean
}

export const isReason = (text: string) => text.trim() !== ''

/** Why a batch is stopped or let go: read by everybody who scans a pack of it. */
export function ReasonField({ value, onChange, tried }: ReasonFieldProps) {
  const { t } = useTranslation('batches')
  return (
    <TextField
      label={t('stop.reason')}
      hint={t('stop.reasonHint')}
      fault={tried && !isReason(value) ? t('stop.reasonWrong') : null}
      required
      maxLength={200}
      value={value}
      onChange={onChange}
    />
  )
}
