import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { isProblem, type ApiProblem } from '../../api/apiProblem.ts'
import { FormDialog } from '../../components/form/FormDialog.tsx'

interface RevokeTokenDialogProps {
  token: { id: string; name: string }
  onClose: () => void
}

export function RevokeTokenDialog({ token: { id, name }, onClose }: RevokeTokenDialogProps) {
  const { t } = useTranslation('members')
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function revoke() {
    setBusy(true)
    setProblem(null)
    try {
      await api.call('DELETE /tokens/{id}', { params: { id } })
    } catch (error) {
      if (!isProblem(error)) throw error
      // Somebody else was quicker: what was wanted.
      if (error.code !== 'NOT_FOUND') {
        setProblem(error)
        setBusy(false)
        return
      }
    }
    onClose()
    await queries.invalidateQueries({ queryKey: ['GET /tokens'] })
  }
  return (
    <FormDialog
      title={t('tokens.revokeTitle', { name })}
      onClose={onClose}
      onSubmit={() => void revoke()}
      action={{
        stage: busy ? 'sending' : problem === null ? 'ready' : 'refused',
        sending: busy,
        problem,
        again: revoke,
      }}
      submit={{ text: t('tokens.revokeNow'), look: 'grave' }}
    >
      <p>{t('tokens.revokeText')}</p>
    </FormDialog>
  )
}
