import { useTranslation } from 'react-i18next'
import { urls } from '../../urls.ts'
import { LinkButton } from '../Button.tsx'
import { State } from './State.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <State
      level={1}
      icon="question"
      title={t('state.notFoundTitle')}
      actions={<LinkButton to={urls.home}>{t('action.toStart')}</LinkButton>}
    >
      {t('state.notFound')}
    </State>
  )
}
