import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { useAction } from '../../api/useAction.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Actions } from '../../components/form/Form.tsx'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import styles from './members.module.css'
import { useRoleNames } from '../../language/useRoleNames.ts'

interface VoteCardProps {
  proposal: AnswerOf<'GET /proposals/{id}'>
  /** For which is voted. */
  organisation: string
}

export function VoteCard({ proposal: { id, gln, name, roles, votes }, organisation }: VoteCardProps) {
  const { t } = useTranslation('members')
  const queries = useQueryClient()
  const roleNames = useRoleNames()
  const vote = useAction('POST /proposals/{id}/votes')
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null)
  const hasVoted = votes.some((each) => each.organisation === organisation)

  async function cast(approve: boolean) {
    if ((await vote.send({ params: { id }, body: { approve } })) === null) return
    setAsked(null)
    await queries.invalidateQueries()
  }
  if (hasVoted) {
    return (
      <Card title={t('proposal.yours')}>
        <p>{t('proposal.cast')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('proposal.yours')}>
      <div className={styles.gap}>
        <p>{t('proposal.yoursHint')}</p>
        <Actions>
          <Button look="main" icon="check" onClick={() => setAsked('approve')}>
            {t('proposal.approve')} …
          </Button>
          <Button look="grave" icon="cross" onClick={() => setAsked('reject')}>
            {t('proposal.reject')} …
          </Button>
        </Actions>
      </div>
      <FormDialog
        open={asked !== null}
        title={asked === 'reject' ? t('proposal.confirmReject') : t('proposal.confirmApprove')}
        onClose={() => setAsked(null)}
        onSubmit={() => void cast(asked === 'approve')}
        action={vote}
        submit={
          asked === 'reject' ? { text: t('proposal.reject'), look: 'grave' } : { text: t('proposal.approve') }
        }
      >
        <p>{t('proposal.confirmText', { name: name ?? gln, roles: roleNames(roles) })}</p>
      </FormDialog>
    </Card>
  )
}
