import { useTranslation } from 'react-i18next'
import type { ActionState } from '../api/useAction.ts'
import type { Operation } from '../api/createApi.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

interface ActionNoticeProps {
  action: Pick<ActionState<Operation>, 'stage' | 'sending' | 'problem'> & { again: () => Promise<unknown> }
}

/** How an action stands, as far as it needs words: refused, or not known yet. */
export function ActionNotice({ action: { stage, sending, problem, again } }: ActionNoticeProps) {
  const { t } = useTranslation()
  if (stage !== 'unknown') return <ProblemNotice problem={problem} />
  return (
    <>
      <Notice tone="caution">{sending ? t('state.sendingAgain') : t('state.notKnownYet')}</Notice>
      {!sending && (
        <Button icon="refresh" onClick={() => void again()}>
          {t('action.sendAgain')}
        </Button>
      )}
    </>
  )
}
