import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiAll } from '../../api/apiPages.ts'
import { meQuery } from '../../api/session.ts'
import { useAction } from '../../api/useAction.ts'
import { SelectField } from '../../components/form/Field.tsx'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import { Loading } from '../../components/states/Loading.tsx'
import { useRoleNames } from '../../language/useRoleNames.ts'
import { receiversAmong } from './receiversAmong.ts'
import type { Unit } from './unit.ts'
import { Contents } from './UnitTable.tsx'

interface ShipDialogProps {
  unit: Unit
  onClose: () => void
  /** Called with a sentence. */
  onDone: (said: string) => void
}

const participantsQuery = apiAll('GET /participants', {})

export function ShipDialog({ unit: { sscc, contents }, onClose, onDone }: ShipDialogProps) {
  const { t } = useTranslation('shipments')
  const roleNames = useRoleNames()
  const queries = useQueryClient()
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const participants = useQuery(participantsQuery)
  const ship = useAction('POST /units/{sscc}/ship')
  const [to, setTo] = useState('')
  const [tried, setTried] = useState(false)
  const receivers = receiversAmong(participants.data ?? [], me?.participant.gln ?? '')

  async function submit() {
    setTried(true)
    const receiver = receivers.find(({ gln }) => gln === to)
    if (receiver === undefined) return
    if ((await ship.send({ params: { sscc }, body: { to } })) === null) return
    onDone(t('shipped', { sscc, name: receiver.name ?? receiver.gln }))
    onClose()
    await queries.invalidateQueries({ queryKey: ['GET /units'] })
  }
  const options = receivers.map(({ gln, name, roles }) => {
    return { value: gln, text: `${name ?? gln} (${roleNames(roles)})` }
  })
  return (
    <FormDialog
      title={t('shipTitle')}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={ship}
      submit={{ text: t('shipNow'), icon: 'truck', disabled: receivers.length === 0 }}
    >
      <p className="code">{sscc}</p>
      <Contents contents={contents} />
      <ProblemNotice problem={participants.error} />
      {participants.isPending && <Loading />}
      {participants.isSuccess && receivers.length === 0 && <Notice tone="info">{t('noReceiver')}</Notice>}
      {receivers.length > 0 && (
        <SelectField
          label={t('to')}
          hint={t('toHint')}
          fault={tried && to === '' ? t('toWrong') : null}
          value={to}
          onChange={setTo}
          options={[{ value: '', text: t('toChoose') }, ...options]}
        />
      )}
    </FormDialog>
  )
}
