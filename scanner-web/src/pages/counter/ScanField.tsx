import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { scanFieldAttribute } from '../../scanning/wedge/listenForWedge.ts'
import styles from './ScanField.module.css'
import { SoundSwitch } from './SoundSwitch.tsx'

interface ScanFieldProps {
  field: RefObject<HTMLInputElement | null>
  code: string
  onChange: (code: string) => void
  onScan: (code: string) => void
  cameraOn: boolean
  onCamera: (on: boolean) => void
}

/** For a code that is typed; a scanner that types is heard wherever the focus is. */
export function ScanField({ field, code, onChange, onScan, cameraOn, onCamera }: ScanFieldProps) {
  const { t } = useTranslation('counter')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') onScan(code)
      }}
    >
      <TextField
        ref={field}
        label={t('scan.label')}
        code
        autoComplete="off"
        enterKeyHint="go"
        value={code}
        onChange={onChange}
        {...{ [scanFieldAttribute]: '' }}
      />
      <Button type="submit">{t('scan.submit')}</Button>
      <Button icon="camera" aria-pressed={cameraOn} onClick={() => onCamera(!cameraOn)}>
        <span className={styles.word}>{t('camera.label')}</span>
      </Button>
      <SoundSwitch />
    </form>
  )
}
