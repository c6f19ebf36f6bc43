import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/form/Field.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { isKey } from '../../components/form/keyKinds.ts'
import type { useFields } from '../../components/form/useFields.ts'

export interface Place {
  name: string
  gln: string
  address: string
}

export const noPlace: Place = { name: '', gln: '', address: '' }

/** As the server takes it; null where the GLN is none. */
export function placeBody({ name, gln, address }: Place) {
  return isKey('gln', gln) ? { name, gln: gln.trim(), address: address.trim() || null } : null
}

interface PlaceFieldsProps {
  place: Pick<ReturnType<typeof useFields<Place>>, 'fields' | 'put' | 'tried'>
  nameHint?: string
}

/** A participant or a site: what it is called, its GLN, and where it is. */
export function PlaceFields({ place: { fields, put, tried }, nameHint }: PlaceFieldsProps) {
  const { t } = useTranslation('members')
  return (
    <>
      <TextField
        label={t('place.name')}
        hint={nameHint}
        required
        maxLength={200}
        value={fields.name}
        onChange={put('name')}
      />
      <KeyField kind="gln" label={t('place.gln')} value={fields.gln} onChange={put('gln')} tried={tried} />
      <TextField
        label={t('place.address')}
        maxLength={200}
        value={fields.address}
        onChange={put('address')}
      />
    </>
  )
}
