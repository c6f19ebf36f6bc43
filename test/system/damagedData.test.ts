/** A whole server on a data folder that was damaged, or of which an older copy was put back. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '../server/client.ts'
import { freshDatabaseUrl } from '../server/database.ts'
import { checkout, eventually, startProcess, stopAll } from './serverProcess.ts'
import { expiresOn, foundWorkingNetwork, gtin, type WorkingNetwork } from './workingNetwork.ts'

describe('a server on damaged data', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-damaged-'))
  const dataDir = join(folder, 'data')
  const settings = { DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn', DEMO: 'off' }
  let network: WorkingNetwork
  let url = ''
  let server: ReturnType<typeof startProcess>

  const start = async () => {
    server = startProcess(settings)
    url = await server.ready
  }
  const maker = () => new Client(url, { token: network.tokens.northLab })
  const pharmacy = () => new Client(url, { token: network.tokens.cornerPharmacy })
  const register = (lot: string) => maker().must('/batches', { gtin, lot, expiresOn, count: 20 })
  const verdictOf = async (code: string | undefined, intent?: string) =>
    (await pharmacy().must<{ verdict: string }>('/verifications', { code, intent })).verdict
  /** How many scans with this intent can be listed. */
  const scanned = async (intent: string) => {
    const { body } = await pharmacy().get<{ items: { intent: string | null }[] }>('/scans?limit=200')
    return body.items.filter((item) => item.intent === intent).length
  }
  const logged = (msg: string) =>
    server.logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['msg'] === msg)

  before(async () => {
    settings.DATABASE_URL = await freshDatabaseUrl()
    server = startProcess(settings)
    network = await foundWorkingNetwork(server, 20)
    url = await server.ready
    await pharmacy().must('/packs/supply', { code: network.codes[0] })
    assert.equal(await server.stop(), 0)
  })
  after(async () => {
    await stopAll()
    rmSync(folder, { recursive: true, force: true })
  })

  it('makes a corrupt replica anew, says so, and answers from the new one', async () => {
    const data = join(dataDir, 'replica', 'data.mdb')
    const bytes = readFileSync(data)
    for (let i = 2 * 4096; i < bytes.length; i += 97) bytes[i] = (bytes[i] ?? 0) ^ 0x11
    writeFileSync(data, bytes)
    await start()
    assert.match(String(logged('replica.thrownAway')[0]?.['reason']), /it is damaged/)
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    assert.equal(await verdictOf(network.codes[0]), 'supplied')
    assert.equal(await verdictOf(network.codes[1]), 'genuine')
    assert.equal(await server.stop(), 0)
  })

  it('passes over a corrupt checkpoint, says which, and shows the one before', async () => {
    const checkpoints = join(dataDir, 'ledger', 'checkpoints')
    const [newest = ''] = readdirSync(checkpoints).sort().reverse()
    const note = readFileSync(join(checkpoints, newest), 'utf8')
    // A day later, and of more transactions than there are: only its signature tells that it is none.
    const damaged = newest.replace(/^\d{15}/, (at) => String(Number(at) + 86_400_000).padStart(15, '0'))
    writeFileSync(join(checkpoints, damaged), note.replace(/\n\d+\n/, '\n999999\n'))
    await start()
    assert.deepEqual(
      logged('checkpoint.damaged').map(({ file }) => file),
      [join(checkpoints, damaged)],
    )
    const shown = await new Client(url).get<{ items: { note: string }[] }>('/ledger/checkpoints')
    assert.equal(shown.body.items[0]?.note, note)
    assert.equal(await server.stop(), 0)
    rmSync(join(checkpoints, damaged))
  })

  it('refuses an older backup of its folder beside a newer Postgres, until its read models are made anew', async () => {
    const backup = join(folder, 'backup')
    cpSync(dataDir, backup, { recursive: true })
    await start()
    await register('LATER')
    for (let i = 0; i < 3; i++) await verdictOf(network.codes[2], 'destroy')
    await eventually(async () => (await scanned('destroy')) === 3)
    assert.equal(await server.stop(), 0)
    rmSync(dataDir, { recursive: true })
    cpSync(backup, dataDir, { recursive: true })

    const refused = startProcess(settings)
    assert.equal(await refused.ended, 1)
    const said = refused.said.join('\n')
    assert.match(said, /Veritrail failed: .*the ledger ends before: it is an older backup/)
    assert.match(said, /veritrail projections rebuild/)
    assert.doesNotMatch(said, /ready at/)

    const program = join(checkout, 'server/bin/veritrail.js')
    const rebuild = spawn(process.execPath, [program, 'projections', 'rebuild'], {
      env: { ...process.env, ...settings },
      stdio: 'ignore',
    })
    assert.deepEqual(await once(rebuild, 'exit'), [0, null])
    await start()
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    assert.equal((await pharmacy().get(`/batches/${gtin}/LATER`)).status, 404)
    await register('AFTER')
    assert.equal(await verdictOf(network.codes[0], 'lock'), 'supplied')
    // Postgres has the scans that the older folder knows nothing of, and takes every new one.
    await eventually(async () => (await scanned('lock')) === 1)
    assert.equal(await server.stop(), 0)
  })
})
