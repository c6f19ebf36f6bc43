import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { isHealthy } from '../../network/src/channel/health.ts'
import { layoutOf } from '../../network/src/layout.ts'

describe('a node that says it is healthy', () => {
  const opened: Server[] = []
  afterEach(() => {
    for (const server of opened.splice(0)) server.close()
  })

  async function portOf(server: Server): Promise<number> {
    opened.push(server.listen(0, '127.0.0.1'))
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  it('is not so while it does not serve, whether it listens or not', async () => {
    const [peer] = layoutOf('', 0, 1).peers
    assert.ok(peer)
    const operationsPort = await portOf(createHttpServer((_, answer) => answer.end('{"status":"OK"}')))
    const listener = createServer((socket) => socket.destroy())
    const port = await portOf(listener)
    assert.equal(await isHealthy({ ...peer, operationsPort, port }), false)
    listener.close()
    assert.equal(await isHealthy({ ...peer, operationsPort, port }), false)
  })
})
