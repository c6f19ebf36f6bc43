import bwipjs from 'bwip-js'
import { labelSize, type Label, type PlacedText } from './composeLabel.ts'
import { darkRuns } from './drawSymbol.ts'
import { encodePng, type GreyPicture } from './encodePng.ts'

/** Dots a millimetre at 600 dpi: a module is then never less than ten dots wide. */
const dots = 600 / 25.4
const ink: Record<PlacedText['role'], number> = { name: 0, title: 0x55, value: 0 }

/** A label as one PNG picture of 600 dpi, text in OCR-B. */
export function pngLabel({ symbol: { symbol, x, y, module }, texts }: Label): Buffer {
  const picture: GreyPicture = {
    width: Math.round(labelSize.width * dots),
    height: Math.round(labelSize.height * dots),
    pixels: Buffer.alloc(Math.round(labelSize.width * dots) * Math.round(labelSize.height * dots), 0xff),
  }
  // Whole dots, or modules would differ in width by one.
  const side = Math.floor(module * dots)
  const left = Math.round(x * dots + ((module * dots - side) * symbol.columns) / 2)
  const top = Math.round(y * dots + ((module * dots - side) * symbol.rows) / 2)
  for (const { column, row, length } of darkRuns(symbol)) {
    for (let line = 0; line < side; line++) {
      const start = (top + row * side + line) * picture.width + left + column * side
      picture.pixels.fill(0, start, start + length * side)
    }
  }
  for (const text of texts) writeText(picture, text)
  return encodePng(picture, dots)
}

/** Glyphs come as grey values, 255 where they are solid. */
function writeText(picture: GreyPicture, { text, x, y, size, role }: PlacedText): void {
  const font = bwipjs.FontLib.lookup('OCR-B')
  const em = Math.round(size * dots)
  let pen = Math.round(x * dots)
  for (const character of text) {
    const glyph = bwipjs.FontLib.getglyph(font, character.codePointAt(0) ?? 0x20, em, em)
    for (let row = 0; row < glyph.height; row++) {
      const line = Math.round(y * dots) - glyph.top + row
      for (let column = 0; column < glyph.width; column++) {
        const cover = glyph.bytes[glyph.offset + row * glyph.width + column] ?? 0
        const at = line * picture.width + pen + glyph.left + column
        picture.pixels[at] = Math.min(
          picture.pixels[at] ?? 0xff,
          0xff - Math.round((cover * (0xff - ink[role])) / 0xff),
        )
      }
    }
    pen += glyph.advance
  }
}
