import { useTranslation } from 'react-i18next'
import { Fact } from '../../components/Facts.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { useOrganisationName } from '../../language/useOrganisationName.ts'
import type { Verification } from './round.ts'

type Touch = NonNullable<Verification['pack']>['lastTouch']

/** What last happened to the pack, and as much of where and when as the server tells this reader. */
export function LastTouch({ touch }: { touch: Touch }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const nameOf = useOrganisationName()
  const said = () => {
    if (touch === null) return t('pack.none')
    const { at, on, here, organisation } = touch
    const what = t(`touch.${touch.move}`)
    const when = at === null ? format.day(on) : format.moment(at)
    if (here) return t('touch.here', { what, when })
    return organisation === null
      ? t('touch.elsewhere', { what, when })
      : t('touch.organisation', { what, when, organisation: nameOf(organisation) })
  }
  return <Fact name={t('pack.lastTouch')}>{said()}</Fact>
}
