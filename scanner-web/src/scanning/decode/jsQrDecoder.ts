import jsQR from 'jsqr'
import type { DecodedCode, Decoder } from './decode.ts'
import type { Picture } from './picture.ts'

/** QR codes only, slower and less patient than zxing-wasm, but plain script: for where WebAssembly is not allowed. */
export function createJsQrDecoder(): Decoder {
  return {
    fastPass: async (picture) => read(picture, 'dontInvert'),
    hardPass: async (picture) => read(picture, 'attemptBoth'),
  }
}

function read(
  { data, width, height }: Picture,
  inversionAttempts: 'dontInvert' | 'attemptBoth',
): DecodedCode[] {
  const found = jsQR(data, width, height, { inversionAttempts })
  if (found === null || found.data === '') return []
  const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = found.location
  return [
    {
      format: 'QRCode',
      text: found.data,
      symbologyIdentifier: ']Q1',
      bytes: Uint8Array.from(found.binaryData),
      corners: [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner],
    },
  ]
}
