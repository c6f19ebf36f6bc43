/** A door before a server that can publish another release of the app: the same one, with a mark in its page. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReleaseProxy {
  url: string
  /** From now on the page is marked `<html data-release="NAME">`, and the service worker is another. */
  publish: (name: string) => void
  stop: () => Promise<void>
}

/** @param origin the server's, as `http://127.0.0.1:3000` */
export async function serveReleases(origin: string): Promise<ReleaseProxy> {
  let release = ''
  const rewrite: Record<string, (text: string) => string> = {
    '/sw.js': (text) => text.replace(/version = '\w+'/, `version = '${release}'`),
    '/index.html': (text) => text.replace('<html', `<html data-release="${release}"`),
  }
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', origin)
    const change = release === '' ? undefined : rewrite[pathname]
    const { 'if-none-match': _, 'if-modified-since': __, ...unconditional } = req.headers
    const headers = change ? { ...unconditional, 'accept-encoding': 'identity' } : req.headers
    const onward = request(origin + (req.url ?? '/'), { method: req.method ?? 'GET', headers }, (answer) => {
      if (change === undefined) {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
        return
      }
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const { 'content-length': _, etag: __, 'last-modified': ___, ...kept } = answer.headers
        res.writeHead(answer.statusCode ?? 502, kept)
        res.end(change(Buffer.concat(parts).toString('utf8')))
      })
    })
    onward.on('error', () => res.destroy())
    req.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    publish: (name) => (release = name),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
