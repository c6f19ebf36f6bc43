/** What Chromium's fake camera shows: a printed label on a grey table, as a y4m film of two frames that it repeats. */
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import type { MedicineCode } from '../../../chaincode/src/domain/gs1/write.ts'
import { composeLabel } from '../../../server/src/batches/labels/composeLabel.ts'
import { drawSymbol, type Symbology } from '../../../server/src/batches/labels/drawSymbol.ts'
import { pngLabel } from '../../../server/src/batches/labels/pngLabel.ts'

const size = { width: 1280, height: 720 }

/** 640 pixels wide and a little turned. */
export async function photographOf(code: MedicineCode, symbology: Symbology): Promise<Buffer> {
  const symbol = drawSymbol(symbology, code, 'https://example.org')
  const label = await sharp(pngLabel(composeLabel(code, symbol, ['Amoxil 500 mg'])))
    .resize(640)
    .rotate(7, { background: '#777' })
    .toBuffer()
  const table = sharp({ create: { ...size, channels: 3, background: '#777' } })
  return table
    .composite([{ input: label, gravity: 'centre' }])
    .png()
    .toBuffer()
}

/** For `--use-file-for-fake-video-capture`. YUV4MPEG2 4:2:0: grey, and colour planes of nothing. */
export async function writeFilm(file: string, photograph: Buffer): Promise<void> {
  const grey = await sharp(photograph).greyscale().raw().toBuffer()
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey, Buffer.alloc(grey.length / 2, 128)])
  const head = Buffer.from(`YUV4MPEG2 W${size.width} H${size.height} F20:1 Ip A1:1 C420mpeg2\n`)
  writeFileSync(file, Buffer.concat([head, frame, frame]))
}
