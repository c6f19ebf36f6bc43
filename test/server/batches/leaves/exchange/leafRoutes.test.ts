/** Leaf files over real HTTP, asked for and handed over by nodes that are what they say, and by others. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { Readable } from 'node:stream'
import { request } from 'node:http'
import { join } from 'node:path'
import { toBase64url } from '../../../../../chaincode/src/domain/bytes.ts'
import { packTreeOf } from '../../../../../chaincode/src/domain/packTree.ts'
import { growHere } from '../../../../../server/src/batches/registration/growTree.ts'
import { nodeHashing } from '../../../../../server/src/platform/hashing.ts'
import { createNodeClient } from '../../../../../server/src/platform/nodes/nodeClient.ts'
import type { NodeIdentity } from '../../../../../server/src/platform/nodes/nodeIdentity.ts'
import { signRequest } from '../../../../../server/src/platform/nodes/nodeSignature.ts'
import { parseGtin, parseSerial } from '../../../../../chaincode/src/domain/gs1/keys.ts'
import { certifiedBy } from '../../../certifiedBy.ts'
import { nodeOf } from '../../../platform/nodes/organisationNodes.ts'
import { openWorld, type World } from '../../../world.ts'
import { registerProducts, registerStock, amoxil500 } from '../../stock.ts'

describe('leaf files between nodes', () => {
  let world: World
  let maker: NodeIdentity
  let root: string
  before(async function () {
    this.timeout(60_000)
    world = await openWorld(['nationalRegulator', 'northLab'])
    await registerProducts(world)
    await registerStock(world, 'LEAF1')
    maker = await certifiedBy(world.server.ground.keystore, 'ManufacturersMSP')
    root = leafFiles()[0] ?? ''
  })
  after(() => world.stop())

  const leafFolder = () => join(world.dataDir, 'leaves')
  const leafFiles = () =>
    readdirSync(leafFolder())
      .filter((name) => name.endsWith('.bin'))
      .map((name) => name.slice(0, -4))
  const pathOf = (name: string) => `/node/leaves/${name}`

  async function ask(identity: NodeIdentity, method: 'GET' | 'PUT', name: string, body?: Uint8Array) {
    const client = createNodeClient({ identity, nodes: [world.url], clock: world.clock.now })
    const { signal } = new AbortController()
    const sent = body && { stream: Readable.from([Buffer.from(body)]), bytes: body.length }
    const answer = await client.ask(world.url, {
      method,
      path: pathOf(name),
      signal,
      ...(sent && { body: sent }),
    })
    const parts: Buffer[] = []
    for await (const part of answer) parts.push(part as Buffer)
    return { status: answer.statusCode, bytes: Buffer.concat(parts) }
  }
  const codeIn = ({ bytes }: { bytes: Buffer }) => (JSON.parse(bytes.toString()) as { code: string }).code
  const anotherTree = () => {
    const serials = ['A1', 'A2'].map((text) => parseSerial(text))
    return growHere({ gtin: parseGtin(amoxil500.gtin), packKey: new Uint8Array(32), serials })
  }

  it('are given, whole, to a node of an organisation of the ledger', async () => {
    const { status, bytes } = await ask(maker, 'GET', root)
    assert.equal(status, 200)
    assert.equal(toBase64url(packTreeOf(nodeHashing, bytes).root), root)
  })

  it('are given to nobody else: no signature, a stranger’s, an old one, one for another file', async () => {
    const stranger = (await nodeOf('ManufacturersMSP')).identity
    assert.deepEqual([(await fetch(`${world.url}${pathOf(root)}`)).status], [401])
    const strangers = await ask(stranger, 'GET', root)
    assert.deepEqual([strangers.status, codeIn(strangers)], [401, 'NODE_REFUSED'])
    const authority = new URL(world.url).host
    const sixMinutesMs = 6 * 60_000
    for (const [path, at] of [
      [pathOf(root), world.clock.now() - sixMinutesMs],
      [pathOf('A'.repeat(43)), world.clock.now()],
    ] as const) {
      const headers = signRequest(maker, { method: 'GET', authority, path }, at)
      assert.equal((await fetch(`${world.url}${pathOf(root)}`, { headers })).status, 401)
    }
  })

  it('are not here under a root that nobody handed over', async () => {
    const missing = await ask(maker, 'GET', 'A'.repeat(43))
    assert.deepEqual([missing.status, codeIn(missing)], [404, 'NOT_FOUND'])
  })

  it('are taken from a maker’s node, twice as once, and only as what they are', async () => {
    const { root: rootBytes, values } = anotherTree()
    const name = toBase64url(rootBytes)
    const wrong: [string, Uint8Array, number, string][] = [
      ['another tree', anotherTree().values, 422, 'FILE_INVALID'],
      ['half a tree', values.subarray(0, values.length / 2), 422, 'FILE_INVALID'],
      ['no length of a tree', values.subarray(0, values.length - 32), 422, 'FILE_INVALID'],
      ['values out of order', Buffer.from(values).fill(values.subarray(32, 64), 0, 32), 422, 'FILE_INVALID'],
    ]
    for (const [what, body, status, code] of wrong) {
      const refused = await ask(maker, 'PUT', name, body)
      assert.deepEqual([refused.status, codeIn(refused)], [status, code], what)
    }
    assert.deepEqual(leafFiles(), [root])
    const path = join(leafFolder(), `${name}.bin`)
    for (let i = 0; i < 2; i++) {
      assert.equal((await ask(maker, 'PUT', name, values)).status, 204)
      assert.notEqual(statSync(path).mtimeMs, 0, 'what is handed over again is not swept as old')
      utimesSync(path, 0, 0)
    }
    assert.deepEqual(readFileSync(path), Buffer.from(values))
  })

  it('are not taken from organisations that register no batches, nor from strangers', async () => {
    const { root: rootBytes, values } = anotherTree()
    const wholesaler = await certifiedBy(world.server.ground.keystore, 'WholesalersMSP')
    const refused = await ask(wholesaler, 'PUT', toBase64url(rootBytes), values)
    assert.deepEqual([refused.status, codeIn(refused)], [403, 'FORBIDDEN'])
    const stranger = (await nodeOf('ManufacturersMSP')).identity
    assert.equal((await ask(stranger, 'PUT', toBase64url(rootBytes), values)).status, 401)
  })

  it('that break off half-way leave nothing behind', async function () {
    this.timeout(20_000)
    const { root: rootBytes, values } = anotherTree()
    const path = pathOf(toBase64url(rootBytes))
    const authority = new URL(world.url).host
    const before = readdirSync(leafFolder())
    const headers = {
      ...signRequest(maker, { method: 'PUT', authority, path }, world.clock.now()),
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(values.length),
    }
    const half = request(`${world.url}${path}`, { method: 'PUT', headers })
    const closed = new Promise((resolve) => half.once('close', resolve))
    half.on('error', () => undefined)
    await new Promise((resolve) => half.write(values.subarray(0, values.length / 2), resolve))
    half.destroy()
    await closed
    await world.server.stop()
    assert.deepEqual(readdirSync(leafFolder()), before)
  })
})
