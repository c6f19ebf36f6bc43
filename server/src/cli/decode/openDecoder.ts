import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { createDecoder, type Decoder } from '../../../../scanner-web/src/scanning/decode/decode.ts'
import { zxingReader } from '../../../../scanner-web/src/scanning/decode/symbolReader.ts'

/** The browser's decoder, in Node: the WebAssembly comes from the package on disk, not from the network. */
export async function openDecoder(): Promise<Decoder> {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const wasmBinary = new Uint8Array(await readFile(wasm)).buffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  return createDecoder(zxingReader(readBarcodes), () => performance.now())
}
