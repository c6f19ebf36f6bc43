/** What stands where on a label: 63.5 x 33.9 mm, 24 on an A4 sheet. Lengths are mm, y grows downwards. */
import type { MedicineCode } from '../../../../chaincode/src/domain/gs1/write.ts'
import type { ModuleSymbol } from './drawSymbol.ts'

export const labelSize = { width: 63.5, height: 33.9 } as const

const margin = 3
/** The square that symbol and quiet zone share, at the left. */
const symbolBox = 24
const textLeft = margin + symbolBox + 2
const textWidth = labelSize.width - textLeft - margin
/** Larger modules do not read better; below 0.255 mm GS1 allows none (General Specifications, symbol specification table 8). */
const largestModule = 0.8
const titleWidth = 6.2
/** Width of a fixed-width font's character at size 1 (Courier, OCR-B). */
const fixedPitch = 0.6
/** The same for Helvetica, on the safe side of its average. */
const averageWidth = 0.56

export interface PlacedText {
  text: string
  x: number
  /** Baseline. */
  y: number
  /** Size of the em. */
  size: number
  role: 'name' | 'title' | 'value'
}
export interface Label {
  symbol: { symbol: ModuleSymbol; x: number; y: number; module: number }
  texts: PlacedText[]
}

/** `names`: lines above the data, such as the product's name; may be none. */
export function composeLabel(code: MedicineCode, symbol: ModuleSymbol, names: readonly string[]): Label {
  const texts = placeNames(names)
  const rows = humanReadable(code)
  const pitch = 4.4
  const first = texts.length === 0 ? (labelSize.height - rows.length * pitch) / 2 + 3 : margin + 12.6
  const size = fit(rows.map(([, value]) => value))
  rows.forEach(([title, value], i) => {
    const y = first + i * pitch
    texts.push({ text: title, x: textLeft, y, size: 2.1, role: 'title' })
    texts.push({ text: value, x: textLeft + titleWidth, y, size, role: 'value' })
  })
  return { symbol: placeSymbol(symbol), texts }
}

/** Data titles after EU Delegated Regulation 2016/161 art. 7 and the EMA's QRD template: PC, SN, Lot, EXP. */
export function humanReadable(code: MedicineCode): [title: string, value: string][] {
  const rows: [string, string | null | undefined][] = [
    ['PC', code.gtin],
    ['SN', code.serial],
    ['LOT', code.lot],
    ['EXP', code.expiresOn],
  ]
  return rows.filter((row): row is [string, string] => typeof row[1] === 'string')
}

function placeNames(names: readonly string[]): PlacedText[] {
  return names.slice(0, 2).map((name, i) => {
    const size = i === 0 ? 2.9 : 2.4
    const most = Math.floor(textWidth / (size * averageWidth))
    return {
      text: name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name,
      x: textLeft,
      y: margin + 3.4 + i * 3.8,
      size,
      role: i === 0 ? 'name' : 'title',
    }
  })
}

function placeSymbol(symbol: ModuleSymbol): Label['symbol'] {
  const modules = Math.max(symbol.columns, symbol.rows) + 2 * symbol.quietZone
  const module = Math.min(largestModule, symbolBox / modules)
  return {
    symbol,
    module,
    x: margin + (symbolBox - symbol.columns * module) / 2,
    y: (labelSize.height - symbol.rows * module) / 2,
  }
}

/** One size for all values, so that the longest fits its line: twenty characters still do, at 2.1 mm. */
function fit(values: readonly string[]): number {
  const longest = Math.max(...values.map((value) => value.length))
  return Math.min(2.6, (textWidth - titleWidth) / (longest * fixedPitch))
}
