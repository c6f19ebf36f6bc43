import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice.tsx'
import type { Verification } from './round.ts'
import { toldRepairs } from './toldRepairs.ts'

/** A misread is explained, never alarmed. */
export function RepairNotice({ answer }: { answer: Verification | null }) {
  const { t } = useTranslation('counter')
  const repairs = toldRepairs(answer)
  if (repairs.length === 0) return null
  return (
    <Notice tone="info" icon="keyboard">
      <p>{t('repairs.title')}</p>
      {repairs.map(({ code }) => (
        <p key={code}>{t(`repairs.${code}`)}</p>
      ))}
      <p>{t('repairs.check')}</p>
    </Notice>
  )
}
