import assert from 'node:assert/strict'
import { existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../../../server/src/platform/database/embeddedPostgres.ts'
import { findPostgres } from '../../../../server/src/platform/database/postgresBinaries.ts'
import { stopSurvivor } from '../../../../server/src/platform/database/postmaster.ts'
import { findUnprivileged, giveTo } from '../../../../server/src/platform/database/unprivileged.ts'
import { skipLoudly } from '../../../skipLoudly.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

describe('embedded Postgres', function () {
  this.timeout(120_000)
  const folder = temporaryFolder()
  const options = () => ({ folder: join(folder.path, 'postgres'), password: 'p@ss/word' })

  it('keeps its rows from one start to the next, with every commit written through', async () => {
    const first = await startEmbeddedPostgres(options())
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    assert.deepEqual(await ask(first.url, 'SHOW fsync'), [{ fsync: 'on' }])
    await first.stop()
    const second = await startEmbeddedPostgres(options())
    assert.deepEqual(await ask(second.url, 'SELECT answer FROM kept'), [{ answer: 42 }])
    await second.stop()
    await assert.rejects(ask(second.url, 'SELECT 1'), /ECONNREFUSED/)
  })

  it('lets nobody in without the password, and listens on this machine alone', async () => {
    const postgres = await startEmbeddedPostgres(options())
    try {
      const url = new URL(postgres.url)
      url.password = 'guess'
      await assert.rejects(ask(url.href, 'SELECT 1'), /password authentication failed/)
      assert.deepEqual(await ask(postgres.url, 'SHOW listen_addresses'), [{ listen_addresses: '127.0.0.1' }])
    } finally {
      await postgres.stop()
    }
  })

  it('makes the links of its libraries where an installation left them out', async function () {
    if (process.platform !== 'linux') return skipLoudly(this, 'other platforms have other libraries')
    const { postgres } = await findPostgres()
    // One that no running Postgres needs: this folder is everybody's.
    const link = join(postgres, '../../lib/libecpg.so')
    rmSync(link)
    await findPostgres()
    assert.ok(lstatSync(link).isSymbolicLink())
    assert.ok(existsSync(link))
  })

  it('removes a pid file whose number belongs to another process now', async () => {
    mkdirSync(options().folder, { recursive: true })
    const pidFile = join(options().folder, 'postmaster.pid')
    writeFileSync(pidFile, `${String(process.pid)}\n${options().folder}\n`)
    assert.equal(await stopSurvivor(options().folder), null)
    assert.equal(existsSync(pidFile), false)
  })

  it('starts over where making the folder was cut off', async () => {
    mkdirSync(`${options().folder}.new`)
    writeFileSync(join(`${options().folder}.new`, 'PG_VERSION'), '18')
    const postgres = await startEmbeddedPostgres(options())
    assert.equal((await ask(postgres.url, 'SELECT 1')).length, 1)
    await postgres.stop()
  })

  it('as root runs as nobody, in each way that this machine offers, one after the other on the same folder', async function () {
    if (process.getuid?.() !== 0) return skipLoudly(this, 'only root has to change who it is')
    const { postgres } = await findPostgres()
    const ways = ['user namespace', 'nobody with file rights'] as const
    const offered = ways.filter((way) => findUnprivileged(postgres, [way]) !== null)
    if (offered.length < ways.length)
      return skipLoudly(this, `this machine offers only: ${offered.join(', ')}`)
    for (const way of [...ways, ...ways]) {
      const running = await startEmbeddedPostgres({ ...options(), asRootBy: [way] })
      assert.deepEqual(await ask(running.url, 'SELECT 1 AS one'), [{ one: 1 }], way)
      await running.stop()
    }
    await giveTo(0, options().folder)
    assert.equal(lstatSync(options().folder).uid, 0)
  })
})
