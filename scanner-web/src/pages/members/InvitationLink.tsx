import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { Secret } from './Secret.tsx'

/** Shown once; the server keeps nothing that would lead back to it. */
export function InvitationLink({ invitation: { link, expiresAt } }: { invitation: AnswerOf<'POST /users'> }) {
  const { t } = useTranslation('members')
  const format = useFormat()
  return (
    <>
      <Notice tone="good">{t('link.made', { until: format.moment(expiresAt) })}</Notice>
      <Secret label={t('link.label')} value={link} copy={t('link.copy')} />
    </>
  )
}
