import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { SelectField } from '../../components/form/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useScanner, type Scanner, type ScannerState } from '../../scanning/useScanner.ts'
import styles from './CameraView.module.css'

interface CameraViewProps {
  onScan: (code: string) => void
  /** Something else matters more now: on a phone the picture takes less room. */
  aside: boolean
}

/** The camera's picture, and what is to be said instead where there is none. It keeps looking, whatever was read. */
export function CameraView({ onScan, aside }: CameraViewProps) {
  const { t } = useTranslation('counter')
  const video = useRef<HTMLVideoElement>(null)
  const scanner = useScanner({ video, onCode: ({ text }) => onScan(text) })
  const { state, cameras, torchOn } = scanner
  return (
    <div className={styles.camera}>
      <div className={styles.picture} data-aside={aside || undefined} hidden={faultOf(state) !== null}>
        <video ref={video} muted playsInline aria-label={t('camera.picture')} />
        <div className={styles.frame} />
        {state.stage === 'asking' && <p>{t('camera.asking')}</p>}
        {state.stage === 'running' && state.hasTorch && (
          <button
            type="button"
            className={styles.torch}
            aria-pressed={torchOn}
            aria-label={t('camera.torch')}
            onClick={() => void scanner.setTorch(!torchOn)}
          >
            <Icon name="torch" />
          </button>
        )}
      </div>
      <Fault state={state} onRetry={scanner.retry} />
      {state.stage === 'running' && state.engine === 'jsqr' && (
        <Notice tone="info">{t('camera.onlyQr')}</Notice>
      )}
      {cameras.length > 1 && <Choice scanner={scanner} />}
    </div>
  )
}

function Choice({ scanner: { state, cameras, chooseCamera } }: { scanner: Scanner }) {
  const { t } = useTranslation('counter')
  const options = cameras.map(({ id, label }, place) => ({
    value: id,
    text: label || t('camera.numbered', { number: place + 1 }),
  }))
  const isRunning = state.stage === 'running'
  return (
    <SelectField
      label={t('camera.choose')}
      value={isRunning ? state.cameraId : ''}
      onChange={chooseCamera}
      options={isRunning ? options : [{ value: '', text: t('camera.none') }, ...options]}
    />
  )
}

function faultOf(state: ScannerState) {
  if (state.stage === 'error') return state.reason
  return state.stage === 'denied' || state.stage === 'no-camera' ? state.stage : null
}

function Fault({ state, onRetry }: { state: ScannerState; onRetry: () => void }) {
  const { t } = useTranslation('counter')
  const fault = faultOf(state)
  if (fault === null) return null
  return (
    <Notice tone="caution" icon="camera">
      <p>{t(`camera.fault.${fault}`)}</p>
      <Button icon="refresh" onClick={onRetry}>
        {t('camera.retry')}
      </Button>
    </Notice>
  )
}
