import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { RetypeField } from '../../components/form/RetypeField.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import type { SigningKey } from './keyState.ts'

interface RevokeKeyDialogProps {
  signingKey: SigningKey
  onClose: () => void
  /** Called with a sentence. */
  onDone: (said: string) => void
}

/** What revoking takes from packs already printed is said before it is confirmed by typing the key's id. */
export function RevokeKeyDialog({ signingKey: { keyId, validFrom }, onClose, onDone }: RevokeKeyDialogProps) {
  const { t } = useTranslation('signingKeys')
  const format = useFormat()
  const queries = useQueryClient()
  const revoke = useAction('POST /signing-keys/{keyId}/revoke')
  const [typed, setTyped] = useState('')
  const isSure = typed.trim() === keyId

  async function submit() {
    if (!isSure || (await revoke.send({ params: { keyId } })) === null) return
    onDone(t('revokeDone', { keyId }))
    onClose()
    await queries.invalidateQueries({ queryKey: ['GET /signing-keys'] })
  }
  return (
    <FormDialog
      title={t('revokeTitle', { keyId })}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={revoke}
      submit={{ text: t('revokeNow'), look: 'grave', icon: 'stop', disabled: !isSure }}
    >
      <Notice tone="caution">
        <p>{t('revokeMeans')}</p>
        <p>{t('revokePacks', { day: format.day(validFrom) })}</p>
      </Notice>
      <p>{t('revokeInstead')}</p>
      <RetypeField label={t('typeKey', { keyId })} value={typed} onChange={setTyped} />
    </FormDialog>
  )
}
