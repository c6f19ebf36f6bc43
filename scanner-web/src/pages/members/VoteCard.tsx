import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Actions } from '../../components/form/Form.tsx'
import styles from './members.module.css'
import { useRoleNames } from './useRoleNames.ts'

interface VoteCardProps {
  proposal: AnswerOf<'GET /proposals/{id}'>
  /** For which is voted. */
  organisation: string
}

export function VoteCard({ proposal: { id, gln, name, roles, votes }, organisation }: VoteCardProps) {
  const { t } = useTranslation(['members', 'frame'])
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
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === 'reject' ? t('proposal.confirmReject') : t('proposal.confirmApprove')}
      >
        <p>{t('proposal.confirmText', { name: name ?? gln, roles: roleNames(roles) })}</p>
        <ActionNotice action={vote} />
        <Actions>
          <Button
            look={asked === 'reject' ? 'grave' : 'main'}
            busy={vote.sending}
            onClick={() => void cast(asked === 'approve')}
          >
            {asked === 'reject' ? t('proposal.reject') : t('proposal.approve')}
          </Button>
          <Button look="quiet" onClick={() => setAsked(null)}>
            {t('frame:action.cancel')}
          </Button>
        </Actions>
      </Dialog>
    </Card>
  )
}
