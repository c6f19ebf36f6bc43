import { labelSize, type Label, type PlacedText } from './composeLabel.ts'
import { darkRuns } from './drawSymbol.ts'

const fonts: Record<PlacedText['role'], string> = {
  name: 'font-family="Helvetica, Arial, sans-serif" font-weight="700"',
  title: 'font-family="Helvetica, Arial, sans-serif" fill="#555"',
  value: 'font-family="OCR-B, Courier New, Courier, monospace"',
}

/** A label as one SVG picture in millimetres. */
export function svgLabel({ symbol: { symbol, x, y, module }, texts }: Label): string {
  const { width, height } = labelSize
  const runs = [...darkRuns(symbol)].map(
    ({ column, row, length }) => `M${column} ${row}h${length}v1h-${length}z`,
  )
  const lines = texts.map(
    ({ text, x, y, size, role }) =>
      `<text x="${mm(x)}" y="${mm(y)}" font-size="${mm(size)}" ${fonts[role]}>${escapeXml(text)}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<path transform="translate(${mm(x)} ${mm(y)}) scale(${module.toFixed(5)})" shape-rendering="crispEdges" d="${runs.join('')}"/>`,
    ...lines,
    '</svg>\n',
  ].join('\n')
}

function mm(length: number): string {
  return length.toFixed(3)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
