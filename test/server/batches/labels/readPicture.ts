import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A grey picture for the decoder: one byte a pixel, white where nothing is drawn. */
export interface Raster {
  width: number
  height: number
  pixels: Uint8Array
}

const require = createRequire(import.meta.url)
const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

/** The codes in a picture, PNG or raster, with GS as U+001D. */
export async function readCodes(
  picture: Uint8Array | Raster,
): Promise<{ text: string; format: string; symbology: string }[]> {
  const input = picture instanceof Uint8Array ? new Blob([new Uint8Array(picture)]) : toImageData(picture)
  const codes = await readBarcodes(input, {
    tryHarder: true,
    textMode: 'Plain',
    // Not every kind: strokes of the lettering can pass for a short Interleaved 2 of 5.
    formats: ['DataMatrix', 'QRCode'],
    maxNumberOfSymbols: 50,
  })
  return codes.map(({ text, format, symbologyIdentifier }) => ({
    text,
    format,
    symbology: symbologyIdentifier,
  }))
}

/** The shape of a browser's ImageData, which Node does not have. */
function toImageData({ width, height, pixels }: Raster) {
  const data = new Uint8ClampedArray(width * height * 4)
  pixels.forEach((grey, i) => {
    data.set([grey, grey, grey, 255], i * 4)
  })
  return { width, height, data, colorSpace: 'srgb' }
}

export function blank(width: number, height: number): Raster {
  return { width, height, pixels: new Uint8Array(width * height).fill(255) }
}

/** Blackens the pixels whose middles lie in the rectangle. */
export function fillRectangle(raster: Raster, x0: number, y0: number, x1: number, y1: number): void {
  for (let y = Math.max(0, Math.round(y0)); y < Math.min(raster.height, Math.round(y1)); y++) {
    for (let x = Math.max(0, Math.round(x0)); x < Math.min(raster.width, Math.round(x1)); x++) {
      raster.pixels[y * raster.width + x] = 0
    }
  }
}
