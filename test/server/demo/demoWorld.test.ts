import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { logIn } from '../client.ts'
import { readDemoFile, type DemoFile } from '../../../server/src/demo/demoFile.ts'
import { openDemoWorld } from '../../../server/src/demo/openDemoWorld.ts'
import { openEmptyWorld, type EmptyWorld } from '../world.ts'

interface Verification {
  verdict: string
  signature: { finding: string; key: { participant: string } } | null
}

describe('the demo world', function () {
  this.timeout(120_000)
  let world: EmptyWorld
  let demo: DemoFile
  let said: string[]

  const open = async () => {
    said = []
    await openDemoWorld({
      ...{
        url: world.url,
        dataDir: world.dataDir,
        clock: world.clock.now,
        network: null,
        interactive: false,
      },
      openingLink: () => world.server.capabilities.participants.openingLink(),
      obstacle: () => Promise.resolve(null),
      say: (line) => said.push(line),
    })
    return readDemoFile(world.dataDir) ?? assert.fail('no demo file')
  }
  before(async () => {
    world = await openEmptyWorld()
    demo = await open()
  })
  after(() => world.stop())

  const atTheCounter = async (code: string) => {
    const pharmacy = demo.logins.find(({ roles }) => roles.includes('pharmacy')) ?? assert.fail()
    const client = await logIn(world.url, pharmacy.email, pharmacy.password)
    return client.must<Verification & Record<string, unknown>>('/verifications', { code })
  }

  it('has a pack to scan in every state', async () => {
    const states = demo.packs.map(({ state }) => state)
    for (const state of ['active', 'supplied', 'exported', 'sampled', 'free-sample', 'checked-out'])
      assert.ok(states.includes(state), state)
    for (const { state, code } of demo.packs) {
      const expected = state === 'active' ? 'genuine' : state
      assert.equal((await atTheCounter(code)).verdict, expected)
    }
  })

  it('has one that its maker signed, and says which', async () => {
    const signed = demo.packs.filter((pack) => pack.isSigned)
    assert.equal(signed.length, 1)
    const [{ code } = { code: '' }] = signed
    const { verdict, signature } = await atTheCounter(code)
    assert.deepEqual([verdict, signature?.finding], ['genuine', 'made-by'])
    const maker = demo.logins.find(({ roles }) => roles.includes('manufacturer'))
    assert.equal(signature?.key.participant, maker?.gln)
    assert.ok(said.some((line) => line.includes(code)))
    assert.equal((await atTheCounter(demo.packs[0]?.code ?? '')).signature, null)
  })

  it('is found again, not made again, with its log-ins for their owner alone', async () => {
    const height = await world.server.ground.ledger.height()
    assert.deepEqual(await open(), demo)
    assert.equal(await world.server.ground.ledger.height(), height)
    assert.equal(statSync(join(world.dataDir, 'demo.json')).mode & 0o777, 0o600)
    assert.ok(existsSync(join(world.dataDir, 'demo-label.png')))
    for (const { password } of demo.logins) assert.ok(said.some((line) => line.includes(password)))
  })
})
