import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/form/Field.tsx'

/** Why a batch is stopped or let go: read by everybody who scans a pack of it. */
export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('batches')
  return (
    <TextField
      label={t('stop.reason')}
      hint={t('stop.reasonHint')}
      required
      maxLength={200}
      value={value}
      onChange={onChange}
    />
  )
}
