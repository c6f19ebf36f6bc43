import { SelectField } from '../../components/form/Field.tsx'
import type { Site } from './useOwnSites.ts'

interface SiteFieldProps {
  label: string
  /** Words for no site at all. */
  none: string
  sites: readonly Site[]
  value: string | null
  onChange: (site: string | null) => void
}

export function SiteField({ label, none, sites, value, onChange }: SiteFieldProps) {
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      onChange={(gln) => onChange(gln === '' ? null : gln)}
      options={[
        { value: '', text: none },
        ...sites.map(({ gln, name }) => ({ value: gln, text: `${name} (${gln})` })),
      ]}
    />
  )
}
