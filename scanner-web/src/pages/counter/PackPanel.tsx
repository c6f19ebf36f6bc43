import { useTranslation } from 'react-i18next'
import type { Me } from '../../api/session.ts'
import { Icon } from '../../components/Icon.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { toneClass } from '../../components/toneClass.ts'
import { Candidates } from './Candidates.tsx'
import { MoveBar } from './MoveBar.tsx'
import type { Move } from './moves.ts'
import { PackDetails } from './PackDetails.tsx'
import styles from './PackPanel.module.css'
import { packView, type PackView } from './packView.ts'
import type { ScannedPack, Verification } from './round.ts'

interface PackPanelProps {
  pack: ScannedPack
  me: Me
  onMove: (move: Move) => void
  onSendAgain: () => void
  onCheckAgain: () => void
  onChoose: (elementString: string) => void
}

/** One pack: its verdict, what can be done, and what is known. */
export function PackPanel({ pack, me, onMove, onSendAgain, onCheckAgain, onChoose }: PackPanelProps) {
  const { t } = useTranslation('counter')
  const { answer, act } = pack
  const view = packView(t, pack)
  return (
    <section className={styles.panel} aria-label={view?.word ?? t('asking')} aria-busy={pack.asking}>
      {/* Read out as a whole, whatever became of the pack. */}
      <div role="status" aria-live="assertive" aria-atomic="true">
        {view === null ? <Asking /> : <Band view={view} answer={answer} />}
      </div>
      <MoveBar {...{ pack, me, onMove, onSendAgain, onCheckAgain }} />
      {act?.stage === 'refused' && (
        <div className={styles.details}>
          <ProblemNotice problem={act.problem} />
          <div>
            <Button icon="refresh" onClick={onCheckAgain}>
              {t('checkAgain')}
            </Button>
          </div>
        </div>
      )}
      {answer && <Candidates answer={answer} onChoose={onChoose} />}
      {answer && <PackDetails answer={answer} act={act} />}
    </section>
  )
}

function Band({ view, answer }: { view: PackView; answer: Verification | null }) {
  const { t } = useTranslation('counter')
  const look = view.done === true ? String(styles.done) : toneClass(view.tone)
  const alert = view.done === true ? null : (answer?.alert ?? null)
  return (
    <div className={`${String(styles.band)} ${look}`}>
      <div className={styles.shape}>
        <Icon name={view.icon} />
      </div>
      <div className={styles.words}>
        <h2 className={styles.word}>{view.word}</h2>
        <p className={styles.said}>{view.said}</p>
        {view.advice !== '' && <p className={styles.advice}>{view.advice}</p>}
        {alert && (
          <p className={styles.alert}>
            <strong>{t('alert', { code: alert.code })}</strong> {t(`alertSaid.${alert.code}`)}
          </p>
        )}
      </div>
    </div>
  )
}

function Asking() {
  const { t } = useTranslation('counter')
  return (
    <div className={`${String(styles.band)} ${String(styles.asking)}`}>
      <div className={styles.shape}>
        <Icon name="refresh" />
      </div>
      <p className={styles.said}>{t('asking')}</p>
    </div>
  )
}
