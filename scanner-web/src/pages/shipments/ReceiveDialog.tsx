import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../api/apiProblem.ts'
import { useAction } from '../../api/useAction.ts'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { isKey } from '../../components/form/keyKinds.ts'
import { Notice } from '../../components/Notice.tsx'
import { useWedge } from '../../scanning/wedge/useWedge.ts'
import { readSscc } from './readSscc.ts'

interface ReceiveDialogProps {
  /** Empty: she scans or types it. */
  sscc: string
  onClose: () => void
  /** Called with a sentence. */
  onDone: (said: string) => void
}

/** At goods-in: the label is scanned, the unit compared with what it should hold, and taken in. */
export function ReceiveDialog({ sscc: given, onClose, onDone }: ReceiveDialogProps) {
  const { t } = useTranslation('shipments')
  const queries = useQueryClient()
  const receive = useAction('POST /units/{sscc}/receive')
  const [sscc, setSscc] = useState(given)
  const [tried, setTried] = useState(false)
  const put = (text: string) => {
    // The one before is still on its way: this label is scanned again after it.
    if (receive.sending || receive.stage === 'unknown') return
    setSscc(readSscc(text))
    receive.reset()
  }
  useWedge(put)

  async function submit() {
    setTried(true)
    if (!isKey('sscc', sscc) || (await receive.send({ params: { sscc } })) === null) return
    onDone(t('received', { sscc }))
    onClose()
    await queries.invalidateQueries({ queryKey: ['GET /units'] })
  }
  return (
    <FormDialog
      title={t('receiveTitle')}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={receive}
      notice={isProblem(receive.problem, 'NOT_FOUND') ? <Notice tone="bad">{t('notForUs')}</Notice> : null}
      submit={{ text: t('receiveNow') }}
    >
      <p>{t('receiveMeans')}</p>
      <KeyField kind="sscc" scanned label={t('sscc')} value={sscc} onChange={put} tried={tried} />
    </FormDialog>
  )
}
