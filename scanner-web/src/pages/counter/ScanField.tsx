import { useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/form/Field.tsx'
import styles from './ScanField.module.css'

interface ScanFieldProps {
  field: RefObject<HTMLInputElement | null>
  onScan: (code: string) => void
}

/** For a code that is typed, and for scanners that type; empty again after each. */
export function ScanField({ field, onScan }: ScanFieldProps) {
  const { t } = useTranslation('counter')
  const [code, setCode] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') onScan(code)
        setCode('')
      }}
    >
      <TextField
        ref={field}
        label={t('scan.label')}
        code
        autoComplete="off"
        enterKeyHint="go"
        value={code}
        onChange={setCode}
      />
      <Button type="submit" icon="search">
        {t('scan.submit')}
      </Button>
    </form>
  )
}
