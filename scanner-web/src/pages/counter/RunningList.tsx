import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { packView } from './packView.ts'
import type { RoundState, ScannedPack } from './round.ts'
import styles from './RunningList.module.css'

interface RunningListProps extends RoundState {
  onShow: (id: number) => void
  onClear: () => void
}

/** The packs of this round; what is open stays in sight until it is settled. */
export function RunningList({ packs, shownId, onShow, onClear }: RunningListProps) {
  const { t } = useTranslation('counter')
  const open = packs.filter(({ act }) => act?.stage === 'unknown').length
  return (
    <Card title={t('round.title')}>
      {packs.length === 0 ? (
        <p className={styles.empty}>{t('round.empty')}</p>
      ) : (
        <>
          <div className={styles.head}>
            <p className={styles.empty}>{t('round.count', { count: packs.length })}</p>
            <Button look="quiet" onClick={onClear}>
              {t('round.clear')}
            </Button>
          </div>
          {open > 0 && <Badge tone="caution">{t('round.open', { count: open })}</Badge>}
          <ol className={styles.list}>
            {packs.map((pack) => (
              <li key={pack.id}>
                <Row pack={pack} shown={pack.id === shownId} onShow={() => onShow(pack.id)} />
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  )
}

function Row({ pack, shown, onShow }: { pack: ScannedPack; shown: boolean; onShow: () => void }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const view = packView(t, pack)
  const { answer, code, scannedAt } = pack
  return (
    <button type="button" className={styles.row} aria-current={shown || undefined} onClick={onShow}>
      <span className={styles.line}>
        <span className={styles.name}>{answer?.product?.name ?? answer?.code?.gtin ?? code}</span>
        <Badge tone={view?.tone ?? 'plain'}>{view?.word ?? t('round.checking')}</Badge>
      </span>
      <span className={styles.line}>
        <span className={styles.serial}>{answer?.code?.serial ?? ''}</span>
        <time className={styles.time}>{format.timeOfDay(scannedAt)}</time>
      </span>
    </button>
  )
}
