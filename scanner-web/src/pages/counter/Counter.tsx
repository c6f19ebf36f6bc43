import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../api/session.ts'
import { useWedge } from '../../scanning/wedge/useWedge.ts'
import { CameraView } from './CameraView.tsx'
import { keepCamera, wasCameraOn } from './cameraSwitch.ts'
import { State } from '../../components/states/State.tsx'
import styles from './CounterPage.module.css'
import { MoveDialog } from './MoveDialog.tsx'
import { isFinal, type Move } from './moves.ts'
import { offeredMoves } from './offeredMoves.ts'
import { PackPanel } from './PackPanel.tsx'
import type { Intent, ScannedPack } from './round.ts'
import { RunningList } from './RunningList.tsx'
import { ScanField } from './ScanField.tsx'
import { toldRepairs } from './toldRepairs.ts'
import { useMoveKeys } from './useMoveKeys.ts'
import { roundOf, useRoundState } from './useRound.ts'

/** Scan, verdict and act on one page; the next scan may come at any moment. */
export function Counter({ me, intent, children }: { me: Me; intent: Intent; children: ReactNode }) {
  const { t } = useTranslation('counter')
  const round = roundOf(me.id)
  const { packs, shownId } = useRoundState(round)
  const shown = packs.find(({ id }) => id === shownId)
  const [asked, setAsked] = useState<{ id: number; move: Move } | null>(null)
  const [code, setCode] = useState('')
  const [cameraOn, setCameraOn] = useState(wasCameraOn)
  const { field, refocus } = useScanFocus()

  const scan = (scanned: string) => {
    setAsked(null)
    setCode('')
    void round.scan(scanned, intent)
    refocus()
  }
  useWedge(scan)
  const perform = (pack: ScannedPack, move: Move) => {
    setAsked(null)
    void round.act(pack.id, move, toldRepairs(pack.answer).length > 0)
    refocus()
  }
  const ask = (move: Move) => {
    if (shown === undefined || shown.act?.stage === 'sending') return
    // What was repaired was looked at when the pack was dispensed: taking that back needs no second look.
    const unseen = toldRepairs(shown.answer).length > 0 && shown.act?.confirmed !== true
    if (isFinal(move) || unseen) setAsked({ id: shown.id, move })
    else perform(shown, move)
  }
  useMoveKeys((move) => {
    if (shown && offeredMoves(shown, me).includes(move)) ask(move)
  })

  return (
    <div className={styles.counter}>
      <ScanField
        {...{ field, code, cameraOn }}
        onChange={setCode}
        onScan={scan}
        onCamera={(on) => {
          keepCamera(on)
          setCameraOn(on)
        }}
      />
      {cameraOn && (
        <div className={styles.camera}>
          <CameraView onScan={scan} aside={shown !== undefined} />
        </div>
      )}
      <div className={styles.work}>
        {shown === undefined ? (
          <div className={styles.ready}>
            <State icon="scan" title={t('ready.title')}>
              {t('ready.text')}
            </State>
          </div>
        ) : (
          <>
            <PackPanel
              key={shown.id}
              pack={shown}
              me={me}
              onMove={ask}
              onSendAgain={() => void round.actAgain(shown.id)}
              onCheckAgain={() => void round.checkAgain(shown.id)}
              onChoose={scan}
            />
            <MoveDialog
              pack={shown}
              move={asked?.id === shown.id ? asked.move : null}
              onYes={(move) => perform(shown, move)}
              onNo={() => setAsked(null)}
            />
          </>
        )}
      </div>
      {children}
      <div className={styles.round}>
        <RunningList
          packs={packs}
          shownId={shownId}
          onShow={(id) => round.show(id)}
          onClear={() => {
            round.clear()
            refocus()
          }}
        />
      </div>
    </div>
  )
}

/** The scan field holds the focus wherever a keyboard is; on a phone that would open one over half of the screen. */
function useScanFocus() {
  const field = useRef<HTMLInputElement>(null)
  const refocus = () => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true })
  }
  useEffect(refocus, [])
  // Whatever had it is gone, as a dialog or a button: a code that is typed now must not go nowhere.
  useEffect(() => {
    if (document.activeElement === document.body) refocus()
  })
  return { field, refocus }
}
