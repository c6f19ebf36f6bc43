/** Writes dist/sw.js: our service worker with the list of the files that this build's shell consists of. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** Every page, language and decoder: fetched once, behind the first page's back. */
const shell = /^(index\.html|manifest\.webmanifest|icon[^/]*|assets\/.*\.(js|css|woff2|wasm))$/

export function serviceWorker(): Plugin {
  let outDir = ''
  return {
    name: 'veritrail:service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    writeBundle() {
      const source = readFileSync(new URL('serviceWorker.js', import.meta.url), 'utf8')
      const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => shell.test(name))
        .sort()
      const hash = createHash('sha256').update(source)
      for (const name of files) hash.update(name).update(readFileSync(join(outDir, name)))
      const version = hash.digest('hex').slice(0, 16)
      const head = `const version = '${version}'\nconst files = ${JSON.stringify(files.map((name) => `/${name}`))}\n`
      writeFileSync(join(outDir, 'sw.js'), head + source)
    },
  }
}
