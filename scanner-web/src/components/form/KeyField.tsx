import { useTranslation } from 'react-i18next'
import { scanFieldAttribute } from '../../scanning/wedge/listenForWedge.ts'
import { TextField } from './Field.tsx'
import { isKey, type KeyKind } from './keyKinds.ts'

interface KeyFieldProps {
  kind: KeyKind
  label: string
  value: string
  onChange: (value: string) => void
  /** What is wrong is said only then. */
  tried: boolean
  /** A scanner that types is heard here, and its Enter sends nothing. */
  scanned?: boolean
}

/** For a GS1 key that somebody types: what it looks like, and what is wrong with what stands there. */
export function KeyField({ kind, label, value, onChange, tried, scanned = false }: KeyFieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      label={label}
      hint={t(`key.${kind}.hint`)}
      fault={tried && !isKey(kind, value) ? t(`key.${kind}.wrong`) : null}
      code
      inputMode={kind === 'lot' ? 'text' : 'numeric'}
      required
      value={value}
      onChange={onChange}
      {...(scanned && { [scanFieldAttribute]: '' })}
    />
  )
}
