import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/Button.tsx'
import { State } from '../../components/states/State.tsx'
import { urls } from '../../urls.ts'

/** The page was opened without the secret that stands behind `#` in its link. */
export function LinkMissing() {
  const { t } = useTranslation('account')
  return (
    <State
      level={1}
      icon="question"
      title={t('linkMissing.title')}
      actions={<LinkButton to={urls.logIn}>{t('linkMissing.logIn')}</LinkButton>}
    >
      {t('linkMissing.text')}
    </State>
  )
}
