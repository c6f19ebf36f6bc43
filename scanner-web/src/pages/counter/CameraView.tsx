import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { SelectField } from '../../components/form/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useScanner, type ScannerState } from '../../scanning/useScanner.ts'
import styles from './CameraView.module.css'

interface CameraViewProps {
  onScan: (code: string) => void
}

/** The camera's picture, and what is to be said instead where there is none. It keeps looking, whatever was read. */
export function CameraView({ onScan }: CameraViewProps) {
  const { t } = useTranslation('counter')
  const video = useRef<HTMLVideoElement>(null)
  const scanner = useScanner({ video, active: true, onCode: ({ text }) => onScan(text) })
  const { state, cameras, torchOn } = scanner
  return (
    <div className={styles.camera}>
      <div className={styles.picture} hidden={faultOf(state) !== null}>
        <video ref={video} muted playsInline aria-label={t('camera.picture')} />
        <div className={styles.frame} />
        {state.stage === 'asking' && <p>{t('camera.asking')}</p>}
      </div>
      <Fault state={state} onRetry={scanner.retry} />
      {state.stage === 'running' && (
        <div className={styles.tools}>
          {state.engine === 'jsqr' && <Notice tone="info">{t('camera.onlyQr')}</Notice>}
          {cameras.length > 1 && (
            <SelectField
              label={t('camera.choose')}
              value={state.cameraId}
              onChange={scanner.chooseCamera}
              options={cameras.map(({ id, label }, place) => ({
                value: id,
                text: label || t('camera.numbered', { number: place + 1 }),
              }))}
            />
          )}
          {state.hasTorch && (
            <Button icon="torch" aria-pressed={torchOn} onClick={() => void scanner.setTorch(!torchOn)}>
              {t('camera.torch')}
            </Button>
          )}
        </div>
      )}
    </div>
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
