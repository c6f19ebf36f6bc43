import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { useAction } from '../../api/useAction.ts'
import { Choices } from '../../components/form/Choices.tsx'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { isReason, ReasonField } from './ReasonField.tsx'

interface LiftDialogProps {
  batch: { gtin: string; lot: string }
  /** At least one. */
  stopped: readonly StopKind[]
  onClose: () => void
}

export function LiftDialog({ batch: { gtin, lot }, stopped, onClose }: LiftDialogProps) {
  const { t } = useTranslation('batches')
  const queries = useQueryClient()
  const lift = useAction('POST /batches/{gtin}/{lot}/lift')
  const [kind, setKind] = useState<StopKind>(stopped[0] ?? 'recalled')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)

  async function submit() {
    setTried(true)
    if (!isReason(reason)) return
    if ((await lift.send({ params: { gtin, lot }, body: { kind, reason: reason.trim() } })) === null) return
    onClose()
    await queries.invalidateQueries()
  }
  return (
    <FormDialog
      title={t('stop.liftTitle', { lot })}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={lift}
      submit={{ text: t('stop.doLift') }}
    >
      <p>{t('stop.liftConfirm')}</p>
      <Choices
        label={t('stop.liftWhat')}
        value={kind}
        onChange={setKind}
        options={stopped.map((value) => ({
          value,
          text: value === 'recalled' ? t('stop.liftRecall') : t('stop.liftWithdrawal'),
        }))}
      />
      <ReasonField value={reason} onChange={setReason} tried={tried} />
    </FormDialog>
  )
}
