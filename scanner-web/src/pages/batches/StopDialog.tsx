import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { useAction } from '../../api/useAction.ts'
import { SelectField } from '../../components/form/Field.tsx'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { RetypeField } from '../../components/form/RetypeField.tsx'
import { Notice } from '../../components/Notice.tsx'
import { isReason, ReasonField } from './ReasonField.tsx'

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
  const { t } = useTranslation('batches')
  const queries = useQueryClient()
  const stop = useAction(operations[kind])
  const [gravity, setGravity] = useState<StopClass>('2')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const [typed, setTyped] = useState('')
  const isRecall = kind === 'recalled'

  async function submit() {
    const body = { class: Number(gravity) as 1 | 2 | 3, reason: reason.trim() }
    if ((await stop.send({ params: { gtin, lot }, body })) === null) return
    onClose()
    await queries.invalidateQueries()
  }
  const frame = {
    title: t(isRecall ? 'stop.recallTitle' : 'stop.withdrawTitle', { lot }),
    onClose,
    action: stop,
  }
  if (!confirming) {
    return (
      <FormDialog
        {...frame}
        onSubmit={() => {
          setTried(true)
          setConfirming(isReason(reason))
        }}
        submit={{ text: t('stop.next'), look: 'grave' }}
      >
        <SelectField
          label={t('stop.class')}
          value={gravity}
          onChange={setGravity}
          options={(['1', '2', '3'] as const).map((value) => ({ value, text: t(`stop.class${value}`) }))}
        />
        <ReasonField value={reason} onChange={setReason} tried={tried} />
      </FormDialog>
    )
  }
  return (
    <FormDialog
      {...frame}
      onSubmit={() => void (typed === lot && submit())}
      submit={{
        text: t(isRecall ? 'stop.doRecall' : 'stop.doWithdraw'),
        look: 'grave',
        icon: 'stop',
        disabled: typed !== lot,
      }}
      back={{ text: t('stop.back'), onPress: () => setConfirming(false) }}
    >
      <Notice tone="caution">
        {t(isRecall ? 'stop.confirmRecall' : 'stop.confirmWithdraw', { product, lot })}
      </Notice>
      <RetypeField label={t('stop.typeLot', { lot })} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
