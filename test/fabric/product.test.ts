/** The whole product on Fabric as its operator runs it: `LEDGER=fabric npm start` and `npx veritrail`, each a process of its own. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { readDemoFile } from '../../server/src/demo/demoFile.ts'
import { projectionDigest } from '../../server/src/ledger/projections/projectionDigest.ts'
import { openDatabase } from '../../server/src/platform/database/openDatabase.ts'
import { projections } from '../../server/src/projections.ts'
import { logIn } from '../server/client.ts'
import { freshDatabaseUrl } from '../server/database.ts'
import { newFolder } from './ledger/openFabric.ts'
import { checkout, eventually, processesAbout, startProcess, stopAll } from '../system/serverProcess.ts'
import { productSource } from './productSource.ts'
import { profileOf } from './profileOf.ts'
import { useNetwork } from './sharedNetwork.ts'

const chaincode = 'product'

describe('LEDGER=fabric npm start', function () {
  this.timeout(180_000)
  const network = useNetwork()
  // Before the folders' own clean-up: servers first.
  afterEach(stopAll)
  const folder = newFolder()
  let fabricProfile: string
  before(async () => {
    await network().deploy(await productSource(chaincode))
    fabricProfile = profileOf(network(), 'all', chaincode)
  })
  const settingsOf = (name: string) => ({
    ...{ DATA_DIR: join(folder, name), LEDGER: 'fabric', FABRIC_PROFILE: fabricProfile },
  })

  async function veritrail(settings: Record<string, string>, ...args: string[]): Promise<void> {
    const program = join(checkout, 'server/bin/veritrail.js')
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    assert.equal(code, 0, said)
  }

  it('makes its demo world, answers who logs in, and leaves no process behind on Ctrl-C', async () => {
    const settings = settingsOf('demo')
    const server = startProcess({ ...settings, DEMO: 'on' })
    const url = await server.ready
    const { logins, packs } = readDemoFile(settings.DATA_DIR) ?? assert.fail(server.said.join('\n'))
    const pharmacist = logins.find(({ roles }) => roles.includes('pharmacy')) ?? assert.fail('no pharmacy')
    const counter = await logIn(url, pharmacist.email, pharmacist.password)
    const { code } = packs.find(({ state }) => state === 'active') ?? assert.fail('no pack')
    assert.equal((await counter.must<{ verdict: string }>('/verifications', { code })).verdict, 'genuine')
    await counter.must('/packs/supply', { code })
    assert.equal((await counter.must<{ verdict: string }>('/verifications', { code })).verdict, 'supplied')
    const { body } = await counter.get<{ operation: string }>('/ledger')
    assert.match(body.operation, /^Hyperledger Fabric, 4 organisations/)

    assert.equal(await server.stop('SIGINT'), 0)
    assert.deepEqual(processesAbout(settings.DATA_DIR), [])
  })

  it('follows the channel on another server, whose read models a rebuild makes again row for row', async () => {
    const settings = { ...settingsOf('second'), DATABASE_URL: await freshDatabaseUrl() }
    const server = startProcess(settings)
    const url = await server.ready
    await eventually(async () => (await fetch(`${url}/readyz`)).ok)
    assert.equal(await server.stop('SIGTERM'), 0)

    const database = openDatabase(settings.DATABASE_URL)
    try {
      const followed = await projectionDigest(database, projections)
      const { count } = await database.prisma.ledgerPack.deleteMany()
      assert.notEqual(count, 0)
      assert.notDeepEqual(await projectionDigest(database, projections), followed)
      await veritrail(settings, 'projections', 'rebuild')
      assert.deepEqual(await projectionDigest(database, projections), followed)
    } finally {
      await database.close()
    }
  })

  it('is verified beside no server, from the peers', async () => {
    await veritrail(settingsOf('demo'), 'ledger', 'verify')
  })
})
