/** `npm run fabric:…` as an operator uses it, also when it goes wrong half-way. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningProcesses } from '../../network/src/processes/pidFile.ts'
import { stopAll } from '../../network/src/processes/stopProcesses.ts'
import { checkout } from '../architecture/sources.ts'
import { binariesOrSkip, freePortOffset } from './sharedNetwork.ts'

describe('npm run fabric:…', () => {
  const parent = mkdtempSync(join(tmpdir(), 'veritrail-commands-'))
  const dir = join(parent, 'network')
  let env: NodeJS.ProcessEnv

  before(async function () {
    this.timeout(30_000)
    const { dir: programs } = binariesOrSkip(this)
    env = {
      ...process.env,
      FABRIC_BIN: programs,
      FABRIC_DIR: dir,
      FABRIC_PORT_OFFSET: String(await freePortOffset()),
    }
  })
  after(async function () {
    this.timeout(30_000)
    await stopAll(dir)
    rmSync(parent, { recursive: true, force: true })
  })

  function start(...args: string[]) {
    const program = join(checkout, 'network/bin/fabric.js')
    return spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  }

  /** @param interrupt sent once the output shows the text */
  async function fabric(args: string[], interrupt?: { at: string; with: NodeJS.Signals }) {
    const child = start(...args)
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (interrupt !== undefined && said.includes(interrupt.at)) child.kill(interrupt.with)
    })
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, said }
  }
  const up = ['up', '--orderers', '1']
  const running = () => runningProcesses(dir)

  it('says which programs would be used', async () => {
    const { code, said } = await fabric(['check'])
    assert.equal(code, 0)
    assert.match(said, /^Hyperledger Fabric v?\S+ in \S+\n$/)
  }).timeout(30_000)

  it('ends what it started when it is interrupted', async () => {
    const { code, said } = await fabric(up, { at: ' are up', with: 'SIGINT' })
    assert.deepEqual([code, running()], [130, []])
    assert.match(said, /interrupted/)
  }).timeout(90_000)

  it('explains what a start that was killed has left, and goes on from there', async () => {
    const { code, said } = await fabric(up, { at: 'on the channel', with: 'SIGKILL' })
    assert.equal(code, null, said)
    const status = await fabric(['status'])
    assert.match(status.said, /regulator-0 +process \d+, port \d+: healthy/)
    const again = await fabric(up)
    assert.equal(again.code, 0, again.said)
    assert.match(again.said, /committed veritrail_/)
  }).timeout(120_000)

  it('shows every node and what is deployed', async () => {
    const { code, said } = await fabric(['status'])
    assert.equal(code, 0, said)
    assert.equal(said.match(/: healthy, \d+ blocks/g)?.length, 7)
    assert.match(said, /veritrail@pharmacies-1 +process \d+/)
    assert.match(said, /^veritrail \d+\.\d+\.\d+\+[0-9a-f]{64}, sequence 1$/m)
  }).timeout(30_000)

  it('refuses to deploy what is deployed already', async () => {
    const { code, said } = await fabric(['deploy'])
    assert.equal(code, 2)
    assert.match(said, /nothing has changed: veritrail .* is committed as sequence 1/)
  }).timeout(30_000)

  it('renews what it is asked to, and adds to nobody that is not there', async () => {
    const renewed = await fabric(['renew', 'regulator-1'])
    assert.deepEqual([renewed.code, /it runs with them/.test(renewed.said)], [0, true], renewed.said)
    const refused = await fabric(['add-peer', 'bakers'])
    assert.deepEqual([refused.code, /there is no organisation bakers/.test(refused.said)], [2, true])
    const known = await fabric(['add-organisation', 'RegulatorMSP', 'regulator'])
    assert.deepEqual([known.code, /is there already/.test(known.said)], [2, true])
  }).timeout(60_000)

  it('runs the contract as a service for development', async () => {
    const refused = await fabric(['deploy', '--service'])
    assert.deepEqual([refused.code, /run npm run fabric:serve first/.test(refused.said)], [2, true])

    const serving = start('serve')
    try {
      for await (const text of serving.stdout) if (String(text).includes('listens on')) break
      const { code, said } = await fabric(['deploy', '--service'])
      assert.equal(code, 0, said)
      assert.match((await fabric(['status'])).said, /veritrail \S+\+service, sequence 2/)
    } finally {
      serving.kill('SIGTERM')
      if (serving.exitCode === null) await once(serving, 'exit')
    }
  }).timeout(120_000)

  it('ends everything, and says so when nothing runs', async () => {
    const count = running().length
    const first = await fabric(['down'])
    assert.deepEqual([first.code, running()], [0, []])
    assert.match(first.said, new RegExp(`ended ${count} processes`))
    assert.match((await fabric(['down'])).said, /nothing runs/)
    const status = await fabric(['status'])
    assert.equal(status.code, 1)
    assert.equal(status.said.match(/ down$/gm)?.length, 7)
  }).timeout(60_000)

  it('removes a network, and nothing else', async () => {
    writeFileSync(join(parent, 'thesis.txt'), 'years of work')
    const own = env
    env = { ...own, FABRIC_DIR: parent }
    const refused = await fabric(['reset'])
    assert.deepEqual([refused.code, existsSync(join(parent, 'thesis.txt'))], [2, true])
    env = own
    assert.equal((await fabric(['reset'])).code, 0)
    assert.equal(existsSync(dir), false)
  }).timeout(30_000)
})
