import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../server/src/platform/database/embeddedPostgres.ts'
import { Client, logIn } from '../server/client.ts'
import { freshDatabaseUrl } from '../server/database.ts'
import { fixtures } from '../server/fixtures.ts'
import { temporaryFolder } from '../server/temporaryFolder.ts'
import { skipLoudly } from '../skipLoudly.ts'
import { checkout, eventually, processesAbout, startProcess, stopAll } from './serverProcess.ts'

const founder = { email: 'founder@regulator.example', name: 'Founder', password: 'correct horse battery' }

/** Founds the network by the link that the server printed. */
async function found(url: string, said: string[]): Promise<void> {
  const token = /founding#(\S+)/.exec(said.join('\n'))?.[1]
  const { gln, name } = fixtures.nationalRegulator
  await new Client(url).must('/founding', { token, participant: { gln, name }, user: founder })
}

/** Of the system's processes, ended ones that nobody has taken note of included. */
function isListed(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('start-up', function () {
  this.timeout(120_000)
  // Before the folder's own clean-up: servers first.
  afterEach(stopAll)
  const folder = temporaryFolder()
  const dataDir = () => join(folder.path, 'data')
  const postmaster = () =>
    Number.parseInt(readFileSync(join(dataDir(), 'postgres/postmaster.pid'), 'utf8'), 10)

  it('finds its data again, and leaves no process behind on Ctrl-C', async () => {
    const first = startProcess({ DATA_DIR: dataDir() })
    await found(await first.ready, first.said)
    assert.equal(await first.stop('SIGINT'), 0)
    assert.deepEqual(processesAbout(dataDir()), [])
    assert.equal(existsSync(join(dataDir(), 'lock')), false)

    const second = startProcess({ DATA_DIR: dataDir() })
    const url = await second.ready
    const me = await (await logIn(url, founder.email, founder.password)).get<{ name: string }>('/me')
    assert.equal(me.body.name, 'Founder')
    assert.equal(second.said.join('\n').includes('founding#'), false)
    assert.equal(await second.stop('SIGTERM'), 0)
    assert.deepEqual(processesAbout(dataDir()), [])
  })

  it('names every fault at once: bad settings and a busy port; and writes nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    try {
      const settings = { DATA_DIR: dataDir(), PORT: String(port), LOG_LEVEL: 'loud', PUBLIC_URL: 'here' }
      const server = startProcess(settings)
      assert.equal(await server.ended, 2)
      const said = server.said.join('\n')
      for (const fault of [
        `PORT ${String(port)} on 127.0.0.1 is in use`,
        'LOG_LEVEL is "loud"',
        'PUBLIC_URL is "here"',
      ])
        assert.ok(said.includes(fault), said)
      assert.equal(server.said.filter((line) => line.startsWith('  - ')).length, 3)
      assert.equal(existsSync(dataDir()), false)
    } finally {
      other.close()
    }
  })

  it('refuses a data folder that another server uses, and leaves that one alone', async () => {
    const first = startProcess({ DATA_DIR: dataDir() })
    const url = await first.ready
    const second = startProcess({ DATA_DIR: dataDir() })
    assert.equal(await second.ended, 2)
    assert.ok(
      second.said.join('\n').includes(`in use by another server (process ${String(first.child.pid)} on `),
    )
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    assert.equal(await first.stop(), 0)
  })

  it('refuses a folder it may not write, and a Postgres that does not answer', async () => {
    const port = await closedPort()
    const server = startProcess({
      DATA_DIR: '/proc/veritrail',
      DATABASE_URL: `postgresql://me:secret@127.0.0.1:${String(port)}/db`,
    })
    assert.equal(await server.ended, 2)
    const said = server.said.join('\n')
    assert.ok(said.includes('DATABASE_URL cannot be reached'), said)
    assert.equal(said.includes('secret'), false)
  })

  it('starts again after kill -9, in place of the Postgres that survived', async () => {
    const first = startProcess({ DATA_DIR: dataDir() })
    await found(await first.ready, first.said)
    const survivor = postmaster()
    await first.stop('SIGKILL')
    assert.ok(isListed(survivor))

    const second = startProcess({ DATA_DIR: dataDir() })
    await logIn(await second.ready, founder.email, founder.password)
    // With its parent gone, whoever takes it off the system's list may need a moment.
    await eventually(() => !isListed(survivor))
    assert.equal(await second.stop(), 0)
    assert.deepEqual(processesAbout(dataDir()), [])
  })

  it('starts its Postgres again when that is killed, and answers as before', async () => {
    const server = startProcess({ DATA_DIR: dataDir() })
    const url = await server.ready
    await found(url, server.said)
    const killed = postmaster()
    process.kill(killed, 'SIGKILL')
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200 && postmaster() !== killed)
    await logIn(url, founder.email, founder.password)
    assert.equal(await server.stop(), 0)
    assert.deepEqual(processesAbout(dataDir()), [])
  })

  it('uses the Postgres of DATABASE_URL in place of its own', async () => {
    const server = startProcess({ DATA_DIR: dataDir(), DATABASE_URL: await freshDatabaseUrl() })
    const url = await server.ready
    await found(url, server.said)
    await logIn(url, founder.email, founder.password)
    assert.equal(existsSync(join(dataDir(), 'postgres')), false)
    assert.equal(await server.stop(), 0)
  })

  it('says on /readyz that Postgres is gone, and goes on when it is back', async () => {
    const postgresFolder = join(folder.path, 'outside')
    const port = await closedPort()
    const start = () => startEmbeddedPostgres({ folder: postgresFolder, password: 'test', port })
    let postgres = await start()
    try {
      const server = startProcess({ DATA_DIR: dataDir(), DATABASE_URL: postgres.url })
      const url = await server.ready
      await found(url, server.said)
      await postgres.stop()
      const gone = await fetch(`${url}/readyz`)
      assert.equal(gone.status, 503)
      assert.equal(((await gone.json()) as { database: string }).database, 'does not answer')
      assert.equal((await fetch(`${url}/livez`)).status, 200)

      postgres = await start()
      await eventually(async () => (await fetch(`${url}/readyz`)).status === 200)
      await logIn(url, founder.email, founder.password)
      assert.equal(await server.stop(), 0)
    } finally {
      await postgres.stop()
    }
  })

  it('runs below a folder that is closed to others', async () => {
    const closed = join(folder.path, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const server = startProcess({ DATA_DIR: join(closed, 'data') })
    assert.equal((await fetch(`${await server.ready}/readyz`)).status, 200)
    assert.equal(await server.stop(), 0)
  })

  it('runs as an ordinary user', async function () {
    if (process.getuid?.() !== 0)
      return skipLoudly(this, 'only root can start a server as another user; these tests are one')
    const nobody = 65534
    const start = join(checkout, 'server/bin/start.js')
    const reads = spawnSync(process.execPath, ['--check', start], { cwd: '/', uid: nobody, gid: nobody })
    if (reads.status !== 0)
      return skipLoudly(this, 'this checkout lies below a folder that other users may not enter')
    chmodSync(folder.path, 0o711)
    mkdirSync(dataDir(), { mode: 0o700 })
    chownSync(dataDir(), nobody, nobody)
    const server = startProcess({ DATA_DIR: dataDir() }, nobody)
    assert.equal((await fetch(`${await server.ready}/readyz`)).status, 200)
    assert.equal(await server.stop(), 0)
    assert.deepEqual(processesAbout(dataDir()), [])
  })
})

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
