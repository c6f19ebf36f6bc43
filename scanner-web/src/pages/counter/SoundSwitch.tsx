import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { readSound, subscribeToSound, switchSound } from '../../scanning/sound.ts'
import styles from './ScanField.module.css'

/** Verdicts aloud, on this device. Where the browser forbids it, the switch says so. */
export function SoundSwitch() {
  const { t } = useTranslation('counter')
  const state = useSyncExternalStore(subscribeToSound, readSound)
  const isHeard = state === 'on'
  const why = state === 'blocked' || state === 'missing' ? t(`sound.${state}`) : null
  return (
    <Button
      icon={isHeard ? 'sound' : 'silence'}
      aria-pressed={isHeard}
      aria-label={why === null ? t('sound.label') : `${t('sound.label')}: ${why}`}
      title={why ?? t(isHeard ? 'sound.turnOff' : 'sound.turnOn')}
      disabled={state === 'missing'}
      onClick={() => switchSound(state !== 'on')}
    >
      <span className={styles.word}>{t('sound.label')}</span>
    </Button>
  )
}
