import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Actions } from '../../components/form/Form.tsx'
import styles from './batches.module.css'
import { LiftDialog } from './LiftDialog.tsx'
import { StopDialog } from './StopDialog.tsx'

interface StopCardProps {
  batch: AnswerOf<'GET /batches/{gtin}/{lot}'>
  product: string
  mayLift: boolean
}

/** Recall, withdraw and, for the regulator, lift. */
export function StopCard({ batch, product, mayLift }: StopCardProps) {
  const { t } = useTranslation('batches')
  const [open, setOpen] = useState<StopKind | 'lift' | null>(null)
  const close = () => setOpen(null)
  const stopped = (['recalled', 'withdrawn'] as const).filter((kind) => batch[kind] !== null)
  return (
    <Card title={t('stop.title')}>
      <div className={styles.gap}>
        <p>{t('stop.lead')}</p>
        <Actions>
          {batch.recalled === null && (
            <Button look="grave" icon="stop" onClick={() => setOpen('recalled')}>
              {t('stop.recall')} …
            </Button>
          )}
          {batch.withdrawn === null && (
            <Button look="grave" icon="warning" onClick={() => setOpen('withdrawn')}>
              {t('stop.withdraw')} …
            </Button>
          )}
          {mayLift && stopped.length > 0 && (
            <Button icon="unlock" onClick={() => setOpen('lift')}>
              {t('stop.lift')} …
            </Button>
          )}
        </Actions>
      </div>
      {(open === 'recalled' || open === 'withdrawn') && (
        <StopDialog kind={open} batch={batch} product={product} onClose={close} />
      )}
      {open === 'lift' && <LiftDialog batch={batch} stopped={stopped} onClose={close} />}
    </Card>
  )
}
