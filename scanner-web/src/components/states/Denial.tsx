import { useTranslation } from 'react-i18next'
import { urls } from '../../urls.ts'
import { LinkButton } from '../Button.tsx'
import { State } from './State.tsx'

/** The page exists, and is for others. */
export function Denial() {
  const { t } = useTranslation()
  return (
    <State
      level={1}
      icon="lock"
      tone="caution"
      title={t('state.deniedTitle')}
      actions={<LinkButton to={urls.home}>{t('action.toStart')}</LinkButton>}
    >
      {t('state.denied')}
    </State>
  )
}
