import { useTranslation } from 'react-i18next'
import { parseGln, parseGtin, parseLot, parseSscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { TextField } from './Field.tsx'
import { isAccepted } from './isAccepted.ts'

const parsers = { gln: parseGln, gtin: parseGtin, sscc: parseSscc, lot: parseLot } as const
export type KeyKind = keyof typeof parsers

/** By the same parser as the server's; blanks around it do not count. */
export function isKey(kind: KeyKind, text: string): boolean {
  return isAccepted(parsers[kind], text)
}

interface KeyFieldProps {
  kind: KeyKind
  label: string
  value: string
  onChange: (value: string) => void
  /** What is wrong is said only then. */
  tried: boolean
}

/** For a GS1 key that somebody types: what it looks like, and what is wrong with what stands there. */
export function KeyField({ kind, label, value, onChange, tried }: KeyFieldProps) {
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
    />
  )
}
