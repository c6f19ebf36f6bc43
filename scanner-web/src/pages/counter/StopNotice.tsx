import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import type { Verification } from './round.ts'

/** Why the batch was stopped, and what else holds besides the verdict. */
export function StopNotice({ answer }: { answer: Verification }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const others = answer.facts.filter((fact) => fact !== answer.verdict)
  return (
    <>
      {(['recalled', 'withdrawn'] as const).map((kind) => {
        const stop = answer[kind]
        return (
          stop && (
            <Notice key={kind} tone="caution">
              <p>
                {t(`stop.${kind}`, {
                  day: format.day(new Date(stop.at).toISOString().slice(0, 10)),
                  class: stop.class,
                })}
              </p>
              <p>{t('stop.reason', { reason: stop.reason })}</p>
            </Notice>
          )
        )
      })}
      {others.length > 0 && (
        <Notice tone="caution">
          {t('alsoHolds', { facts: others.map((fact) => t(`verdict.${fact}.said`)).join(' ') })}
        </Notice>
      )}
    </>
  )
}
