import { useTranslation } from 'react-i18next'
import type { Me } from '../../api/session.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import styles from './Moves.module.css'
import { moveIcons } from './moveIcons.ts'
import { isFinal, shortcuts, type Move } from './moves.ts'
import { offeredMoves, undoDeadline, undoes } from './offeredMoves.ts'
import type { ScannedPack } from './round.ts'
import { UndoTime } from './UndoTime.tsx'

interface MoveBarProps {
  pack: ScannedPack
  me: Me
  onMove: (move: Move) => void
  onSendAgain: () => void
  onCheckAgain: () => void
}

/** Every button has its place, whatever the verdict: what hands the pack on, what takes it back, what takes it out. */
export function MoveBar({ pack, me, onMove, onSendAgain, onCheckAgain }: MoveBarProps) {
  const { t } = useTranslation('counter')
  const { act, asking } = pack
  const offered = offeredMoves(pack, me)
  const sending = act?.stage === 'sending' ? act.move : null
  const deadline = undoDeadline(pack)
  const button = (move: Move, look: 'main' | 'side' | 'grave') => (
    <Button
      key={move}
      look={look}
      size={move === 'supply' ? 'large' : undefined}
      icon={move === 'undo' && undoes(pack) === 'lock' ? 'unlock' : moveIcons[move]}
      busy={sending === move}
      disabled={sending !== null && sending !== move}
      aria-keyshortcuts={shortcuts[move]}
      onClick={(event) => {
        // The second half of a double click belongs to what stood here before.
        if (event.detail < 2) onMove(move)
      }}
    >
      {move === 'undo' && undoes(pack) === 'lock' ? t('move.unlock') : t(`move.${move}`)}
      {shortcuts[move] !== undefined && <kbd aria-hidden="true">{shortcuts[move]}</kbd>}
    </Button>
  )
  const others = offered.filter((move) => move !== 'supply' && move !== 'undo')
  return (
    <div className={styles.bar}>
      <div className={styles.mainPlace}>
        {act?.stage === 'unknown' && (
          <Button look="main" size="large" icon="refresh" busy={act.sending} onClick={onSendAgain}>
            {act.sending ? t('notKnown.sending') : t('notKnown.again')}
          </Button>
        )}
        {act?.stage !== 'unknown' && pack.problem !== null && (
          <Button look="main" size="large" icon="refresh" busy={asking} onClick={onCheckAgain}>
            {t('noAnswer.again')}
          </Button>
        )}
        {act?.stage === 'done' && pack.problem === null && (
          <span className={styles.next}>
            <Icon name="scan" />
            {asking ? t('askingStill') : t('done.next')}
          </span>
        )}
        {offered.includes('supply') && button('supply', 'main')}
        {offered.length === 0 && act === null && pack.problem === null && !asking && (
          <span className={styles.nothing}>{t('nothing')}</span>
        )}
      </div>
      {offered.includes('undo') && (
        <div className={styles.undoPlace}>
          {button('undo', 'side')}
          {deadline !== null && <UndoTime until={deadline} />}
        </div>
      )}
      {others.length > 0 && (
        <div className={styles.others}>
          {others.map((move) => button(move, isFinal(move) ? 'grave' : 'side'))}
        </div>
      )}
    </div>
  )
}
