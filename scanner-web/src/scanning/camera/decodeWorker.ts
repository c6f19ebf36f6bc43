/** The decoder beside the page's thread: one frame in, the codes in it out. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { createDecoder, type Decoder } from '../decode/decode.ts'
import type { Picture } from '../decode/picture.ts'
import { zxingReader } from '../decode/symbolReader.ts'
import type { DecodeAnswer, DecodeRequest, Engine } from './decodeMessages.ts'

/** So that a hard pass stays below a tenth of a second even where nothing is found. */
const hardBudgetMs = 60

interface OpenDecoder {
  decoder: Decoder
  engine: Engine
}

async function openZxing(): Promise<OpenDecoder> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  return { decoder: createDecoder(zxingReader(readBarcodes), () => performance.now()), engine: 'zxing' }
}

/** Some managed browsers forbid WebAssembly altogether; then QR codes can be read still. */
async function openJsQr(): Promise<OpenDecoder> {
  const { createJsQrDecoder } = await import('../decode/jsQrDecoder.ts')
  return { decoder: createJsQrDecoder(), engine: 'jsqr' }
}

const opening = openZxing().catch(openJsQr)
let canvas: OffscreenCanvas | null = null

function pixelsOf(frame: ImageBitmap): Picture {
  const { width, height } = frame
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser gives a worker no canvas')
  context.drawImage(frame, 0, 0)
  frame.close()
  return context.getImageData(0, 0, width, height)
}

async function answer({ id, frame, pass, firstAttempt }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const { decoder, engine } = await opening
    const picture = pixelsOf(frame)
    const started = performance.now()
    const codes =
      pass === 'fast'
        ? await decoder.fastPass(picture)
        : await decoder.hardPass(picture, { budgetMs: hardBudgetMs, firstAttempt })
    return { id, codes, engine, tookMs: performance.now() - started }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  void answer(data).then((reply) => globalThis.postMessage(reply))
})
