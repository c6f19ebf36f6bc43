/** A whole server, killed with kill -9 at twenty random points while a maker and a pharmacy work on it. */
import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { rebuildReadModels } from '../../../server/src/cli/rebuildReadModels.ts'
import { loadConfig } from '../../../server/src/config.ts'
import { verifyLedger } from '../../../server/src/ledger/embedded/verify/verifyLedger.ts'
import { projectionDigest } from '../../../server/src/ledger/projections/projectionDigest.ts'
import { openAuditTrail } from '../../../server/src/audit/openAuditTrail.ts'
import { openDatabase } from '../../../server/src/platform/database/openDatabase.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { projections } from '../../../server/src/projections.ts'
import { Client } from '../../server/client.ts'
import { freshDatabaseUrl } from '../../server/database.ts'
import { startProcess, stopAll, type ServerProcess } from '../serverProcess.ts'
import { expiresOn, foundWorkingNetwork, gtin, type WorkingNetwork } from '../workingNetwork.ts'

const kills = 20
const workers = 4

/** One change that was asked for, under the key by which it can be asked for again. */
interface Asked {
  path: string
  body: object
  key: string
  token: string
}

describe('a server killed with kill -9 at twenty points under load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-killed-'))
  const acknowledged: Asked[] = []
  const unknown: Asked[] = []
  let scansAnswered = 0
  let scansAsked = 0
  let tokens: WorkingNetwork['tokens']
  let codes: string[]
  let lots = 0
  after(async () => {
    await stopAll()
    rmSync(folder, { recursive: true, force: true })
  })

  const isRunning = ({ child }: ServerProcess) => child.exitCode === null && child.signalCode === null

  /** Asks once; a connection that broke leaves the outcome unknown. */
  async function ask(url: string, asked: Asked): Promise<void> {
    try {
      const client = new Client(url, { token: asked.token })
      const { status, body } = await client.post(asked.path, asked.body, { 'Idempotency-Key': asked.key })
      assert.equal(status, 201, JSON.stringify(body))
      acknowledged.push(asked)
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error
      unknown.push(asked)
    }
  }

  /** Dispenses, scans and registers until the server is gone. */
  async function work(server: ServerProcess, url: string): Promise<void> {
    const pharmacy = new Client(url, { token: tokens.cornerPharmacy })
    while (isRunning(server)) {
      const code = codes.pop() ?? assert.fail('more packs are needed')
      await ask(url, {
        path: '/packs/supply',
        body: { code },
        key: randomUUID(),
        token: tokens.cornerPharmacy,
      })
      scansAsked++
      const scan = await pharmacy.post<{ verdict: string }>('/verifications', { code }).catch(() => null)
      if (scan !== null) scansAnswered++
      if (codes.length % 5 !== 0) continue
      const batch = { gtin, lot: `KILL${String(++lots)}`, expiresOn, count: 20 }
      await ask(url, { path: '/batches', body: batch, key: randomUUID(), token: tokens.northLab })
    }
  }

  const settings = { DATA_DIR: folder, DATABASE_URL: '', LOG_LEVEL: 'fatal' }
  before(async function () {
    this.timeout(60_000)
    settings.DATABASE_URL = await freshDatabaseUrl()
    const server = startProcess(settings)
    ;({ tokens, codes } = await foundWorkingNetwork(server, 20_000))
    assert.equal(await server.stop(), 0)
  })

  it('loses nothing it acknowledged and leaves nothing half done', async function () {
    this.timeout(300_000)
    const delays = Array.from({ length: kills }, () => randomInt(10, 700))
    for (const delay of delays) {
      const server = startProcess(settings)
      const url = await server.ready
      const working = Array.from({ length: workers }, () => work(server, url))
      await pause(delay)
      await server.stop('SIGKILL')
      await Promise.all(working)
    }
    assert.ok(acknowledged.length > kills, `too little was done: killed after ${delays.join(', ')} ms`)

    const server = startProcess(settings)
    const url = await server.ready
    // What is not known is asked for again under its key: it happens now, or it is told that it has.
    for (const asked of unknown.splice(0)) await ask(url, asked)
    assert.deepEqual(unknown, [])
    const pharmacy = new Client(url, { token: tokens.cornerPharmacy })
    for (const { path, body } of acknowledged) {
      if (path === '/batches') {
        const { lot } = body as { lot: string }
        assert.equal((await pharmacy.get(`/batches/${gtin}/${lot}`)).status, 200, lot)
      } else {
        const { body: answer } = await pharmacy.post<{ verdict: string }>('/verifications', body)
        assert.equal(answer.verdict, 'supplied')
        scansAsked++
        scansAnswered++
      }
    }
    assert.equal(await server.stop(), 0)
  })

  it('has every scan it answered on record', async () => {
    const database = openDatabase(settings.DATABASE_URL)
    // What the last server answered just before it stopped is still in its journal.
    const trail = openAuditTrail({ dataDir: folder, database, log: createLogger('fatal') })
    await trail.drain()
    await trail.close()
    const kept = await database.prisma.scan.count()
    await database.close()
    assert.ok(kept >= scansAnswered && kept <= scansAsked, `${kept} of ${scansAnswered} to ${scansAsked}`)
  })

  it('leaves a ledger that verifies, and read models that a rebuild makes again', async function () {
    this.timeout(120_000)
    const { ok, fault } = await verifyLedger({ dir: join(folder, 'ledger'), rules: true })
    assert.ok(ok, JSON.stringify(fault))
    const database = openDatabase(settings.DATABASE_URL)
    const followed = await projectionDigest(database, projections)
    await rebuildReadModels(
      loadConfig(settings),
      () => undefined,
      () => undefined,
    )
    assert.deepEqual(await projectionDigest(database, projections), followed)
    await database.close()
  })
})
