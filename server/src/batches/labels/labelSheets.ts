import PDFDocument from 'pdfkit'
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { labelSize, type Label, type PlacedText } from './composeLabel.ts'
import { darkRuns } from './drawSymbol.ts'

/** PDF points a millimetre. */
const points = 72 / 25.4
const columns = 3
const rows = 8
export const labelsASheet = columns * rows
/** A4 with 24 labels of 63.5 x 33.9 mm: 2.54 mm between columns, none between rows, the whole centred. */
const columnPitch = labelSize.width + 2.54
const left = (210 - (columns - 1) * columnPitch - labelSize.width) / 2
const top = (297 - rows * labelSize.height) / 2

const fonts: Record<PlacedText['role'], [font: string, ink: string]> = {
  name: ['Helvetica-Bold', '#000'],
  title: ['Helvetica', '#555'],
  value: ['Courier-Bold', '#000'],
}

/** A4 sheets of 3 x 8 labels as a PDF that is drawn while it is read, however many there are. */
export function labelSheets(labels: AsyncIterable<Label>, title: string): Readable {
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: title } })
  // pdfkit pauses for nobody: without this pull a slow reader would leave all sheets in memory.
  const sheets = Readable.from(pull(document, labels))
  return sheets
}

async function* pull(document: PDFKit.PDFDocument, labels: AsyncIterable<Label>): AsyncGenerator<Buffer> {
  let count = 0
  for await (const label of labels) {
    const place = count++ % labelsASheet
    if (place === 0) {
      yield* drain(document)
      await setImmediate()
      document.addPage()
    }
    drawLabel(
      document,
      label,
      left + (place % columns) * columnPitch,
      top + Math.floor(place / columns) * labelSize.height,
    )
  }
  document.end()
  for await (const chunk of document) yield chunk as Buffer
}

function* drain(document: PDFKit.PDFDocument): Generator<Buffer> {
  for (;;) {
    const chunk = (document as unknown as Readable).read() as Buffer | null
    if (chunk === null) return
    yield chunk
  }
}

function drawLabel(document: PDFKit.PDFDocument, label: Label, x: number, y: number): void {
  const { symbol, module } = label.symbol
  document
    .save()
    .translate(x * points, y * points)
    .scale(points)
  for (const { column, row, length } of darkRuns(symbol)) {
    document.rect(label.symbol.x + column * module, label.symbol.y + row * module, length * module, module)
  }
  document.fill('#000')
  for (const { text, x, y, size, role } of label.texts) {
    const [font, ink] = fonts[role]
    document.font(font).fontSize(size).fillColor(ink)
    document.text(text, x, y, { baseline: 'alphabetic', lineBreak: false })
  }
  document.restore()
}
