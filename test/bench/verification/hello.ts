/** What the figures are held against: `hello` from a bare Express or a bare node:http, in a process of its own. */
import express from 'express'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

const listeners: Record<string, () => RequestListener> = {
  express() {
    const app = express()
    app.get('/', (_req, res) => {
      res.send('hello')
    })
    return app
  },
  'node:http': () => (_req, res) => {
    res.setHeader('Content-Type', 'text/plain')
    res.end('hello')
  },
}

const listener = listeners[process.argv[2] ?? '']
if (listener === undefined) throw new Error('usage: hello.ts express|node:http')
const server = createServer(listener()).listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` })
})
process.on('message', (message) => {
  if (message === 'usage') process.send?.({ memory: process.memoryUsage(), cpu: process.cpuUsage() })
  else process.exit(0)
})
process.on('disconnect', () => process.exit(0))
