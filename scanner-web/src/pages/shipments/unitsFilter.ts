import type { Unit } from './unit.ts'

export type Standing = Unit['standing']

export interface UnitsFilter {
  /** Part of an SSCC, a lot or a GTIN; letters' case does not count. */
  search: string
  which: Standing | 'all'
}

export const everyUnit: UnitsFilter = { search: '', which: 'all' }

export function fits({ sscc, standing, contents }: Unit, { search, which }: UnitsFilter): boolean {
  if (which !== 'all' && which !== standing) return false
  const sought = search.trim().toLowerCase()
  const texts = [sscc, ...contents.flatMap(({ gtin, lot }) => [gtin, lot])]
  return texts.some((text) => text.toLowerCase().includes(sought))
}
