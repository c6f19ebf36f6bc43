/** Puts a Brotli twin beside every built file that gets smaller by it: the server sends those as they are. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const worthIt = /\.(js|css|html|svg|wasm|webmanifest)$/
/** Of 11: the last two steps take ten times as long for a few per cent. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }

export function squeeze(): Plugin {
  let outDir = ''
  return {
    name: 'veritrail:squeeze',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
          if (!worthIt.test(name)) continue
          const file = join(outDir, name)
          writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params }))
        }
      },
    },
  }
}
