/** A whole server whose data folder lies on a disk that fills up, and has room again. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { rebuildReadModels } from '../../../server/src/cli/rebuildReadModels.ts'
import { loadConfig } from '../../../server/src/config.ts'
import { verifyLedger } from '../../../server/src/ledger/embedded/verify/verifyLedger.ts'
import { projectionDigest } from '../../../server/src/ledger/projections/projectionDigest.ts'
import { openStores } from '../../../server/src/openStores.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import type { Readiness } from '../../../server/src/readiness.ts'
import { projections } from '../../../server/src/projections.ts'
import { Client, type Answer } from '../../server/client.ts'
import { freshDatabaseUrl } from '../../server/database.ts'
import { Ballast, kib } from '../ballast.ts'
import { startProcess, stopAll, eventually } from '../serverProcess.ts'
import { SmallDisk } from '../smallDisk.ts'
import { expiresOn, foundWorkingNetwork, gtin } from '../workingNetwork.ts'

async function standing(url: string): Promise<Readiness> {
  return (await (await fetch(`${url}/readyz`)).json()) as Readiness
}

describe('a server whose disk is full', function () {
  this.timeout(180_000)
  const disk = new SmallDisk()
  const { folder } = disk
  afterEach(async () => {
    await stopAll()
    disk.unmount()
  })
  after(() => {
    disk.remove()
  })

  for (const [where, databaseUrl] of [
    ['its Postgres elsewhere', freshDatabaseUrl],
    ['its Postgres on the same disk', () => Promise.resolve('')],
  ] as const) {
    it(`refuses changes and scans as unavailable, and goes on when there is room: ${where}`, async function () {
      disk.mount(this, 300)
      const settings = {
        DATA_DIR: join(folder, 'data'),
        DATABASE_URL: await databaseUrl(),
        LOG_LEVEL: 'fatal',
        DEMO: 'off',
      }
      const server = startProcess(settings)
      const { tokens, codes } = await foundWorkingNetwork(server, 200)
      const url = await server.ready
      const maker = new Client(url, { token: tokens.northLab })
      const pharmacy = new Client(url, { token: tokens.cornerPharmacy })
      let lots = 0
      const register = (lot: string, key: string) =>
        maker.post('/batches', { gtin, lot, expiresOn, count: 20 }, { 'Idempotency-Key': key })
      const readyz = async () => {
        const answer = await fetch(`${url}/readyz`)
        return [answer.status, ((await answer.json()) as { disk: { full: boolean } }).disk.full]
      }
      const unavailable = ({ status, body }: Answer) => {
        assert.equal(status, 503, JSON.stringify(body))
        assert.equal(body['code'], 'UNAVAILABLE')
      }
      // A Postgres that ends between storing a request and storing that the ledger refused it leaves the request open.
      const notDone = (answer: Answer) => {
        const isOpen = answer.status === 202 && databaseUrl !== freshDatabaseUrl
        if (isOpen) assert.equal((answer.body['facts'] as { what: string }).what, 'database')
        else unavailable(answer)
      }

      assert.deepEqual(await readyz(), [200, false])
      const ballast = new Ballast(folder)
      ballast.fill()
      assert.deepEqual(await readyz(), [503, true])
      const refused = { lot: 'REFUSED', key: randomUUID(), code: codes.pop() ?? '' }
      for (let i = 0; i < 3; i++) {
        notDone(await register(refused.lot, refused.key))
        notDone(
          await pharmacy.post('/packs/supply', { code: refused.code }, { 'Idempotency-Key': refused.key }),
        )
      }
      // Room that the journal made ahead takes the scans of a while.
      const scan = () => pharmacy.post('/verifications', { code: codes[0] })
      let answer = await scan()
      for (let scans = 0; answer.status === 200 && scans < 5_000; scans++) answer = await scan()
      unavailable(answer)
      assert.equal((await pharmacy.get(`/batches/${gtin}/${refused.lot}`)).status, 404)

      // Between full and not: one thing finds room that the next one does not.
      const done: string[] = []
      for (let step = 0; step < 24; step++) {
        ballast.leave(8 * kib)
        const lot = `STEP${String(++lots)}`
        const registered = await register(lot, randomUUID())
        if (registered.status === 201) done.push(lot)
        else if (registered.status !== 202) unavailable(registered)
        const code = codes.pop() ?? ''
        const supplied = await pharmacy.post('/packs/supply', { code })
        if (supplied.status !== 201 && supplied.status !== 202) unavailable(supplied)
        ballast.fill()
      }

      ballast.close()
      assert.ok(statfsSync(folder).bavail > 0)
      // A Postgres that the full disk ended comes back first.
      await eventually(async () => isDeepStrictEqual(await readyz(), [200, false]))
      const now = await register(refused.lot, refused.key)
      assert.equal(now.status, 201, JSON.stringify(now.body))
      await pharmacy.must('/packs/supply', { code: refused.code }, { 'Idempotency-Key': refused.key })
      const { body } = await pharmacy.post('/verifications', { code: refused.code })
      assert.equal(body['verdict'], 'supplied')
      for (const lot of done) assert.equal((await pharmacy.get(`/batches/${gtin}/${lot}`)).status, 200)
      // The read models wait longer and longer for a Postgres that is away.
      await eventually(async () => (await standing(url)).projections.behind === 0)
      assert.equal(await server.stop(), 0)

      const { ok, fault } = await verifyLedger({ dir: join(settings.DATA_DIR, 'ledger'), rules: true })
      assert.ok(ok, JSON.stringify(fault))
      const digest = async () => {
        const stores = await openStores(loadConfig(settings), createLogger('silent'), () => undefined)
        return projectionDigest(stores.database, projections).finally(() => stores.close())
      }
      const followed = await digest()
      await rebuildReadModels(
        loadConfig(settings),
        () => undefined,
        () => undefined,
      )
      assert.deepEqual(await digest(), followed)
    })
  }
})
