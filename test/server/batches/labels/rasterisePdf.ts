import { inflateSync } from 'node:zlib'
import { blank, fillRectangle, type Raster } from './readPicture.ts'

type Matrix = [number, number, number, number, number, number]

/**
 * Just enough of PDF (ISO 32000-1, 8.3 and 8.5) to see the rectangles of each page: q, Q, cm and re, on flate streams.
 * Real coordinates on a real page, so a symbol that the decoder reads here stands where a printer will put it.
 */
export function rasterisePdf(pdf: Buffer, pixelsAPoint = 2.5): { pages: Raster[]; text: string } {
  const pages: Raster[] = []
  let text = ''
  for (const content of contents(pdf)) {
    const page = blank(Math.ceil(595.28 * pixelsAPoint), Math.ceil(841.89 * pixelsAPoint))
    drawRectangles(content, page, pixelsAPoint)
    pages.push(page)
    text += shownText(content)
  }
  return { pages, text }
}

function* contents(pdf: Buffer): Generator<string> {
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at)
    const before = pdf.subarray(Math.max(0, at - 200), at).toString('latin1')
    if (end === -1 || before.endsWith('end') || !before.includes('FlateDecode')) continue
    const content = inflateSync(pdf.subarray(at + 'stream\n'.length, end)).toString('latin1')
    if (/ re$/m.test(content)) yield content
  }
}

function drawRectangles(content: string, page: Raster, scale: number): void {
  let matrix: Matrix = [scale, 0, 0, scale, 0, 0]
  const saved: Matrix[] = []
  for (const line of content.split('\n')) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = line.split(' ').map(Number)
    if (line === 'q') saved.push([...matrix])
    else if (line === 'Q') matrix = saved.pop() ?? matrix
    else if (line.endsWith(' cm')) matrix = multiply([a, b, c, d, e, f], matrix)
    else if (line.endsWith(' re')) {
      const [x0, y0] = apply(matrix, a, b)
      const [x1, y1] = apply(matrix, a + c, b + d)
      // PDF's y grows upwards
      const flip = (y: number) => page.height - y
      fillRectangle(
        page,
        Math.min(x0, x1),
        Math.min(flip(y0), flip(y1)),
        Math.max(x0, x1),
        Math.max(flip(y0), flip(y1)),
      )
    }
  }
}

function multiply([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** Hexadecimal strings of TJ operators: pdfkit writes the standard fonts' text so. */
function shownText(content: string): string {
  return [...content.matchAll(/\[(.*)\] TJ/g)]
    .map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join(''),
    )
    .join('\n')
}
