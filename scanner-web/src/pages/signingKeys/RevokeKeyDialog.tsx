import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
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
  const { t } = useTranslation(['signingKeys', 'frame'])
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
    <Dialog open onClose={onClose} title={t('revokeTitle', { keyId })}>
      <Form onSubmit={() => void submit()}>
        <Notice tone="caution">
          <p>{t('revokeMeans')}</p>
          <p>{t('revokePacks', { day: format.day(validFrom) })}</p>
        </Notice>
        <p>{t('revokeInstead')}</p>
        <ActionNotice action={revoke} />
        <TextField
          label={t('typeKey', { keyId })}
          code
          required
          autoFocus
          autoComplete="off"
          value={typed}
          onChange={setTyped}
        />
        <Actions>
          <Button type="submit" look="grave" icon="stop" busy={revoke.sending} disabled={!isSure}>
            {t('revokeNow')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('frame:action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
