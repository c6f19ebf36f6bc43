import assert from 'node:assert/strict'
import express from 'express'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { webApp } from '../../../server/src/pages/webApp.ts'
import { close, listen } from '../http/listen.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const asBrowser = { Accept: 'text/html,application/xhtml+xml', 'Accept-Encoding': 'gzip, br' }
const script = 'console.log("hello")\n'.repeat(20)

describe('serving the web app', () => {
  let server: Server
  let url: string
  const folder = temporaryFolder()

  beforeEach(async () => {
    mkdirSync(join(folder.path, 'assets'))
    writeFileSync(join(folder.path, 'index.html'), '<!doctype html><title>app</title>')
    writeFileSync(join(folder.path, 'sw.js'), script)
    writeFileSync(join(folder.path, '.made-from'), 'secret of the build')
    writeFileSync(join(folder.path, 'assets', 'index-1a2b.js'), script)
    writeFileSync(join(folder.path, 'assets', 'index-1a2b.js.br'), brotliCompressSync(script))
    const app = express()
    app.use(webApp(folder.path))
    app.use((_req, res) => void res.status(404).json({ code: 'NOT_FOUND' }))
    server = createServer(app)
    url = await listen(server)
  })
  afterEach(() => close(server))
  const get = (path: string, headers: Record<string, string> = asBrowser) => fetch(url + path, { headers })

  it('answers every address that a browser opens with the one page, asked about each time', async () => {
    for (const path of [
      '/',
      '/batches/09506000134352/L1',
      '/01/09506000134352/10/A?17=281122',
      '/index.html',
    ]) {
      const answer = await get(path)
      assert.equal(answer.status, 200, path)
      assert.match(await answer.text(), /<title>app/)
      assert.equal(answer.headers.get('Cache-Control'), 'no-cache', path)
    }
  })

  it('leaves the API’s addresses, missing files and programs that ask for no page to others', async () => {
    for (const path of ['/api', '/api/v1/nothing', '/assets/gone-1a2b.js']) {
      const answer = await get(path)
      assert.deepEqual([answer.status, await answer.json()], [404, { code: 'NOT_FOUND' }], path)
    }
    assert.equal((await get('/nowhere', { Accept: 'application/json' })).status, 404)
    assert.equal((await fetch(`${url}/nowhere`, { method: 'POST', headers: asBrowser })).status, 404)
  })

  it('lets files whose name holds their hash be kept for a year, and no other', async () => {
    const hashed = await get('/assets/index-1a2b.js')
    assert.match(hashed.headers.get('Cache-Control') ?? '', /max-age=31536000, immutable/)
    assert.equal((await get('/sw.js')).headers.get('Cache-Control'), 'no-cache')
  })

  it('sends the squeezed twin to whoever takes it, under the type of the file', async () => {
    const squeezed = await get('/assets/index-1a2b.js')
    assert.equal(squeezed.headers.get('Content-Encoding'), 'br')
    assert.match(squeezed.headers.get('Content-Type') ?? '', /javascript/)
    assert.match(squeezed.headers.get('Vary') ?? '', /Accept-Encoding/)
    assert.equal(await squeezed.text(), script)
    const plain = await get('/assets/index-1a2b.js', { 'Accept-Encoding': 'identity' })
    assert.equal(plain.headers.get('Content-Encoding'), null)
    assert.equal(await plain.text(), script)
  })

  it('gives out nothing beside the app: no hidden file, nothing above its folder', async () => {
    assert.doesNotMatch(await (await get('/.made-from')).text(), /secret/)
    const above = await get('/assets/..%2f..%2f..%2fetc%2fpasswd')
    assert.deepEqual([above.status, await above.json()], [404, { code: 'NOT_FOUND' }])
  })

  it('says what to do where it was not built', async () => {
    const other = createServer(express().use(webApp(join(folder.path, 'nowhere'))))
    const answer = await fetch(await listen(other), { headers: asBrowser })
    assert.equal(answer.status, 503)
    assert.match(await answer.text(), /npm start/)
    await close(other)
  })
})
