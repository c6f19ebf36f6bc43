import { useTranslation } from 'react-i18next'

/** Gives an organisation of the ledger in words; by its name on the ledger where a network has others than we know. */
export function useOrganisationName(): (msp: string) => string {
  const { t, i18n } = useTranslation('frame')
  return (msp) => {
    const key = `organisation.${msp}`
    return i18n.exists(`frame:${key}`) ? t(key as 'organisation.RegulatorMSP') : msp
  }
}
