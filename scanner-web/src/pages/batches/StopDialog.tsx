import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { Notice } from '../../components/Notice.tsx'

interface StopDialogProps {
  kind: StopKind
  batch: { gtin: string; lot: string }
  product: string
  onClose: () => void
}

type StopClass = '1' | '2' | '3'
const operations = {
  recalled: 'POST /batches/{gtin}/{lot}/recall',
  withdrawn: 'POST /batches/{gtin}/{lot}/withdraw',
} as const

/** In two steps: what and why; then what it means, confirmed by typing the lot number. */
export function StopDialog({ kind, batch: { gtin, lot }, product, onClose }: StopDialogProps) {
  const { t } = useTranslation(['batches', 'frame'])
  const queries = useQueryClient()
  const stop = useAction(operations[kind])
  const [gravity, setGravity] = useState<StopClass>('2')
  const [reason, setReason] = useState('')
  const [confirming, setConfirming] = useState(false)
  const [typed, setTyped] = useState('')
  const isRecall = kind === 'recalled'

  async function submit() {
    const body = { class: Number(gravity) as 1 | 2 | 3, reason: reason.trim() }
    if ((await stop.send({ params: { gtin, lot }, body })) === null) return
    onClose()
    await queries.invalidateQueries()
  }
  return (
    <Dialog open onClose={onClose} title={t(isRecall ? 'stop.recallTitle' : 'stop.withdrawTitle', { lot })}>
      {confirming ? (
        <Form onSubmit={() => void (typed === lot && submit())}>
          <Notice tone="caution">
            {t(isRecall ? 'stop.confirmRecall' : 'stop.confirmWithdraw', { product, lot })}
          </Notice>
          <ActionNotice action={stop} />
          <TextField
            label={t('stop.typeLot', { lot })}
            code
            required
            autoFocus
            autoComplete="off"
            value={typed}
            onChange={setTyped}
          />
          <Actions>
            <Button type="submit" look="grave" icon="stop" busy={stop.sending} disabled={typed !== lot}>
              {t(isRecall ? 'stop.doRecall' : 'stop.doWithdraw')}
            </Button>
            <Button look="quiet" onClick={() => setConfirming(false)}>
              {t('stop.back')}
            </Button>
          </Actions>
        </Form>
      ) : (
        <Form onSubmit={() => setConfirming(true)}>
          <SelectField
            label={t('stop.class')}
            value={gravity}
            onChange={setGravity}
            options={(['1', '2', '3'] as const).map((value) => ({ value, text: t(`stop.class${value}`) }))}
          />
          <TextField
            label={t('stop.reason')}
            hint={t('stop.reasonHint')}
            required
            maxLength={200}
            value={reason}
            onChange={setReason}
          />
          <Actions>
            <Button type="submit" look="grave">
              {t('stop.next')}
            </Button>
            <Button look="quiet" onClick={onClose}>
              {t('frame:action.cancel')}
            </Button>
          </Actions>
        </Form>
      )}
    </Dialog>
  )
}
