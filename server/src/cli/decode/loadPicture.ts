import sharp from 'sharp'
import type { Picture } from '../../../../scanner-web/src/scanning/decode/picture.ts'

/**
 * A picture file, or its bytes, as pixels on white paper: PNG, JPEG, WebP, GIF (its first picture), TIFF, AVIF.
 * @throws Error saying why the file cannot be read
 */
export async function loadPicture(file: string | Buffer): Promise<Picture> {
  const { data, info } = await sharp(file, { failOn: 'error' })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
  }
}
