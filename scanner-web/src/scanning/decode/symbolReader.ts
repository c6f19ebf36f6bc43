/** The reader that is plugged in: zxing-wasm's reading-only build, wherever its WebAssembly comes from. */
import type { ReaderOptions as ZxingOptions } from 'zxing-wasm/reader'
import type { Picture } from './picture.ts'

export type ReaderOptions = Pick<
  Required<ZxingOptions>,
  'tryHarder' | 'tryRotate' | 'tryInvert' | 'tryDownscale' | 'tryDenoise' | 'binarizer' | 'returnErrors'
>

interface Point {
  x: number
  y: number
}

/** The part of zxing-wasm's result that is used. */
export interface ReadSymbol {
  /** false, with `returnErrors` only: it was located, but could not be read. */
  isValid: boolean
  format: string
  text: string
  symbologyIdentifier: string
  bytes: Uint8Array
  position: { topLeft: Point; topRight: Point; bottomRight: Point; bottomLeft: Point }
}

export type ReadSymbols = (picture: Picture, options: ReaderOptions) => Promise<readonly ReadSymbol[]>

/** @param readBarcodes of `zxing-wasm/reader`, once it was told where its WebAssembly is */
export function zxingReader(
  readBarcodes: (input: Blob, options: ZxingOptions) => Promise<ReadSymbol[]>,
): ReadSymbols {
  return ({ width, height, data }, options) => {
    // It tells pictures from files by the shape, which is ImageData's; Node has no such class.
    const input = { width, height, data, colorSpace: 'srgb' } as unknown as Blob
    return readBarcodes(input, {
      ...options,
      // Not Micro QR and rMQR: no medicine carries them, and their error correction is too weak to be believed.
      formats: ['DataMatrix', 'QRCode'],
      textMode: 'Plain',
      // Those that could not be read count too.
      maxNumberOfSymbols: options.returnErrors ? 8 : 4,
    })
  }
}
