import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Choices } from '../../components/form/Choices.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'

interface LiftDialogProps {
  batch: { gtin: string; lot: string }
  /** At least one. */
  stopped: readonly StopKind[]
  onClose: () => void
}

export function LiftDialog({ batch: { gtin, lot }, stopped, onClose }: LiftDialogProps) {
  const { t } = useTranslation(['batches', 'frame'])
  const queries = useQueryClient()
  const lift = useAction('POST /batches/{gtin}/{lot}/lift')
  const [kind, setKind] = useState<StopKind>(stopped[0] ?? 'recalled')
  const [reason, setReason] = useState('')

  async function submit() {
    if ((await lift.send({ params: { gtin, lot }, body: { kind, reason: reason.trim() } })) === null) return
    onClose()
    await queries.invalidateQueries()
  }
  return (
    <Dialog open onClose={onClose} title={t('stop.liftTitle', { lot })}>
      <Form onSubmit={() => void submit()}>
        <p>{t('stop.liftConfirm')}</p>
        <ActionNotice action={lift} />
        <Choices
          label={t('stop.liftWhat')}
          value={kind}
          onChange={setKind}
          options={stopped.map((value) => ({
            value,
            text: value === 'recalled' ? t('stop.liftRecall') : t('stop.liftWithdrawal'),
          }))}
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
          <Button type="submit" look="main" busy={lift.sending}>
            {t('stop.doLift')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('frame:action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
