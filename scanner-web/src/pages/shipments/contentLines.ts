/** What a unit is to hold, as it stands in the form. */
import { isKey } from '../../components/form/keyKinds.ts'
import type { Unit } from './unit.ts'

export interface ContentLine {
  gtin: string
  lot: string
  /** As typed. */
  quantity: string
}

/** The server takes no more. */
export const mostLines = 100

export function blankContent(gtin: string): ContentLine {
  return { gtin, lot: '', quantity: '' }
}

/** The same batch named twice: its packs belong on one line. */
export function isRepeated(lines: readonly ContentLine[], i: number): boolean {
  const { gtin, lot } = lines[i] ?? { gtin: '', lot: '' }
  return lines.slice(0, i).some((line) => line.gtin === gtin && line.lot.trim() === lot.trim())
}

/** As the API takes it; null where a lot is none or stands twice. */
export function contentsBody(lines: readonly ContentLine[]): Unit['contents'] | null {
  const isWhole = lines.every(({ lot }, i) => isKey('lot', lot) && !isRepeated(lines, i))
  if (!isWhole) return null
  return lines.map(({ gtin, lot, quantity }) => ({ gtin, lot: lot.trim(), quantity: Number(quantity) }))
}
