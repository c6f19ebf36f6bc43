import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Actions } from '../../components/form/Form.tsx'
import { Notice } from '../../components/Notice.tsx'
import { CodeFacts } from './CodeFacts.tsx'
import styles from './Moves.module.css'
import { isFinal, type Move } from './moves.ts'
import { RepairNotice } from './RepairNotice.tsx'
import type { ScannedPack } from './round.ts'
import { toldRepairs } from './toldRepairs.ts'

interface MoveDialogProps {
  pack: ScannedPack
  /** null: closed. */
  move: Move | null
  onYes: (move: Move) => void
  onNo: () => void
}

/** Asked before a move of a pack whose code was repaired, and before a move that nobody can undo. */
export function MoveDialog({ pack, move, onYes, onNo }: MoveDialogProps) {
  const { t } = useTranslation('counter')
  const repaired = toldRepairs(pack.answer).length > 0
  const yes = (asked: Move) =>
    asked === 'destroy' || asked === 'reportStolen' ? t(`confirm.yes.${asked}`) : t('confirm.seen')
  return (
    <Dialog open={move !== null} onClose={onNo} title={move && t(`confirm.title.${move}`)}>
      {move !== null && (
        <>
          {isFinal(move) && (
            <Notice tone="caution">
              <p>{t('confirm.final')}</p>
              <p>{t(move === 'reportStolen' ? 'confirm.stolenMeans' : 'confirm.destroyMeans')}</p>
            </Notice>
          )}
          {repaired && (
            <div className={styles.repaired}>
              <RepairNotice answer={pack.answer} />
            </div>
          )}
          <p>
            <strong>{pack.answer?.product?.name}</strong>
            {!repaired && <code> {pack.answer?.code?.serial}</code>}
          </p>
          {repaired && (
            <div className={styles.facts}>
              <CodeFacts answer={pack.answer} />
            </div>
          )}
          <div className={styles.answers}>
            <Actions>
              {/* First in the order: the Enter that a scanner sends must not confirm anything. */}
              <Button autoFocus onClick={onNo}>
                {t('confirm.no')}
              </Button>
              <Button look={isFinal(move) ? 'grave' : 'main'} onClick={() => onYes(move)}>
                {yes(move)}
              </Button>
            </Actions>
          </div>
        </>
      )}
    </Dialog>
  )
}
