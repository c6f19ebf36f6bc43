import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/form/Field.tsx'
import styles from './members.module.css'

interface SecretProps {
  label: string
  value: string
  /** Words of the button. */
  copy: string
}

/** Shown this once: to be taken elsewhere. */
export function Secret({ label, value, copy }: SecretProps) {
  const { t } = useTranslation('frame')
  const [copied, setCopied] = useState(false)
  // Browsers give the clipboard to https and to this machine only; elsewhere the text is there to be selected.
  const canCopy = window.isSecureContext
  return (
    <div className={styles.gap}>
      <TextField
        label={label}
        code
        readOnly
        value={value}
        onChange={() => undefined}
        onFocus={(event) => event.target.select()}
      />
      {canCopy && (
        <Button
          icon={copied ? 'check' : 'copy'}
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          {copied ? t('action.copied') : copy}
        </Button>
      )}
    </div>
  )
}
