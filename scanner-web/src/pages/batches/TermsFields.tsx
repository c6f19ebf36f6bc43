import { useTranslation } from 'react-i18next'
import { Choices } from '../../components/form/Choices.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { readMarkets, type Terms } from './terms.ts'

interface TermsFieldsProps {
  terms: Terms
  onChange: (terms: Terms) => void
  tried: boolean
}

export function TermsFields({ terms, onChange, tried }: TermsFieldsProps) {
  const { t } = useTranslation('batches')
  return (
    <>
      <TextField
        label={t('new.markets')}
        hint={t('new.marketsHint')}
        fault={tried && readMarkets(terms.markets) === null ? t('new.marketsWrong') : null}
        code
        value={terms.markets}
        onChange={(markets) => onChange({ ...terms, markets })}
      />
      <Choices
        label={t('new.storage')}
        value={terms.storage}
        onChange={(storage) => onChange({ ...terms, storage })}
        options={[
          { value: 'none', text: t('new.storageNone') },
          { value: 'fridge', text: t('new.storageFridge') },
          { value: 'room', text: t('new.storageRoom') },
          { value: 'frozen', text: t('new.storageFrozen') },
        ]}
      />
    </>
  )
}
