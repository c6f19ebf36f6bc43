import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { layoutOf, type PlannedNode } from '../../network/src/layout.ts'
import { requireFreePorts } from '../../network/src/processes/freePorts.ts'
import { pidsDirOf, runningProcesses, writePidFile } from '../../network/src/processes/pidFile.ts'
import { startOf } from '../../network/src/processes/processIdentity.ts'
import { stopAll } from '../../network/src/processes/stopProcesses.ts'

describe("a network's processes", () => {
  let dir: string
  const children: ChildProcess[] = []
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'veritrail-processes-'))
  })
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(dir, { recursive: true, force: true })
  })

  /** A process that waits, and its file. */
  function begin(name: string, kind: 'peer' | 'chaincode', program = 'setInterval(() => {}, 1e6)'): number {
    const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' })
    children.push(child)
    const { pid } = child
    assert.ok(pid !== undefined)
    writePidFile(dir, { name, kind, pid, started: startOf(pid) ?? '' })
    return pid
  }

  it('are known while they run', async () => {
    const pid = begin('regulator-0', 'peer')
    assert.deepEqual(
      runningProcesses(dir).map((record) => record.pid),
      [pid],
    )
    children.at(-1)?.kill('SIGKILL')
    await once(children.at(-1) ?? assert.fail(), 'exit')
    assert.deepEqual(runningProcesses(dir), [])
    assert.deepEqual(readdirSync(pidsDirOf(dir)), [])
  })

  it('are not mistaken for a later process of the same number, nor by a torn file', () => {
    writePidFile(dir, { name: 'regulator-0', kind: 'peer', pid: process.pid, started: 'before' })
    writeFileSync(join(pidsDirOf(dir), 'regulator-1.json'), '{"name":"regu')
    assert.deepEqual(runningProcesses(dir), [])
  })

  it('end when they are asked to, and also when they do not listen or are paused', async () => {
    begin('regulator-0', 'peer')
    const paused = begin('regulator-1', 'peer')
    process.kill(paused, 'SIGSTOP')
    begin('veritrail@regulator-0', 'chaincode')
    await stopAll(dir)
    assert.deepEqual(runningProcesses(dir), [])
  }).timeout(30_000)

  it('end with the process that wanted them, even when that is killed', async () => {
    const keeper = fileURLToPath(new URL('../../network/src/processes/keeper.ts', import.meta.url))
    const program = `import(${JSON.stringify(keeper)}).then(({ endWithThisProcess }) => { endWithThisProcess(${JSON.stringify(dir)}); console.log('ready'); setInterval(() => {}, 1e6) })`
    const wanting = spawn(process.execPath, ['--import', 'tsx', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(wanting)
    await once(wanting.stdout, 'data')
    begin('regulator-0', 'peer')
    const peer = children.at(-1) ?? assert.fail()
    wanting.kill('SIGKILL')
    if (peer.exitCode === null && peer.signalCode === null) await once(peer, 'exit')
    assert.equal(peer.signalCode, 'SIGKILL')
  }).timeout(60_000)

  it('are not started where a port of theirs is taken: one message names it', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const [orderer] = layoutOf(dir, 0, 1).orderers
    const node: PlannedNode = { ...(orderer ?? assert.fail()), operationsPort: port }
    try {
      await assert.rejects(requireFreePorts([node]), {
        name: 'Refusal',
        message: new RegExp(`listens on .*${port} \\(orderer-1\\).*FABRIC_PORT_OFFSET`),
      })
      assert.equal(existsSync(pidsDirOf(dir)), false)
    } finally {
      server.close()
    }
  })
})
