import { crc32, deflateSync } from 'node:zlib'

export interface GreyPicture {
  width: number
  height: number
  /** One byte a pixel, row by row; 0 is black. */
  pixels: Buffer
}

/** An 8-bit grey PNG (ISO/IEC 15948, W3C PNG third edition); `dotsPerMm` tells printers its size. */
export function encodePng({ width, height, pixels }: GreyPicture, dotsPerMm: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const perMetre = Buffer.alloc(9)
  perMetre.writeUInt32BE(Math.round(dotsPerMm * 1000), 0)
  perMetre.writeUInt32BE(Math.round(dotsPerMm * 1000), 4)
  perMetre[8] = 1
  // Each row begins with its filter type, 0: none.
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row++) {
    pixels.copy(rows, row * (width + 1) + 1, row * width, (row + 1) * width)
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('pHYs', perMetre),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
