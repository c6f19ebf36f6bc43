import { useTranslation } from 'react-i18next'
import { SelectField, TextField } from '../../components/form/Field.tsx'
import { Filters } from '../../components/form/Filters.tsx'
import type { UnitsFilter } from './unitsFilter.ts'

const standings = ['arriving', 'held', 'sent', 'passed'] as const

interface UnitFiltersProps {
  filter: UnitsFilter
  onChange: (filter: UnitsFilter) => void
}

export function UnitFilters({ filter, onChange }: UnitFiltersProps) {
  const { t } = useTranslation('shipments')
  return (
    <Filters label={t('search')}>
      <TextField
        label={t('search')}
        hint={t('searchHint')}
        type="search"
        code
        maxLength={100}
        value={filter.search}
        onChange={(search) => onChange({ ...filter, search })}
      />
      <SelectField
        label={t('which')}
        value={filter.which}
        onChange={(which) => onChange({ ...filter, which })}
        options={[
          { value: 'all', text: t('all') },
          ...standings.map((value) => ({ value, text: t(`standing.${value}`) })),
        ]}
      />
    </Filters>
  )
}
