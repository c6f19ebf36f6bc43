import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { isProblem } from '../../api/apiProblem.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Actions } from '../../components/form/Form.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'

interface RevokeTokenDialogProps {
  token: { id: string; name: string }
  onClose: () => void
}

export function RevokeTokenDialog({ token: { id, name }, onClose }: RevokeTokenDialogProps) {
  const { t } = useTranslation(['members', 'frame'])
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function revoke() {
    setBusy(true)
    try {
      await api.call('DELETE /tokens/{id}', { params: { id } })
    } catch (error) {
      // Somebody else was quicker: what was wanted.
      if (!isProblem(error, 'NOT_FOUND')) {
        setProblem(error)
        setBusy(false)
        return
      }
    }
    onClose()
    await queries.invalidateQueries({ queryKey: ['GET /tokens'] })
  }
  return (
    <Dialog open onClose={onClose} title={t('tokens.revokeTitle', { name })}>
      <p>{t('tokens.revokeText')}</p>
      <ProblemNotice problem={problem} />
      <Actions>
        <Button look="grave" busy={busy} onClick={() => void revoke()}>
          {t('tokens.revokeNow')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('frame:action.cancel')}
        </Button>
      </Actions>
    </Dialog>
  )
}
