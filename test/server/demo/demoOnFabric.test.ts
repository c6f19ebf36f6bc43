/** What a start and a reset say of a data folder, a ledger and a network that do not fit together, before anything is written. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { demoFault, resetFault } from '../../../server/src/demo/demoFault.ts'
import { markFinished, markUnfinished, writeDemoFile } from '../../../server/src/demo/demoFile.ts'
import { resetDemo } from '../../../server/src/demo/resetDemo.ts'
import { networkIdOf } from '../../../server/src/ledger/fabric/networkFault.ts'
import { ledgerFault } from '../../../server/src/ledgerFault.ts'
import { profileAt, writeProfileKeys } from '../../ledger/writeProfile.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

describe('a data folder on Fabric', () => {
  const folder = temporaryFolder()
  const config = () => ({
    ledger: 'fabric' as const,
    dataDir: join(folder.path, 'data'),
    fabricProfile: join(folder.path, 'profile.json'),
  })
  const writeProfile = (endpoint: string) =>
    writeFileSync(config().fabricProfile, JSON.stringify(profileAt(endpoint)))
  beforeEach(async () => {
    mkdirSync(config().dataDir)
    await writeProfileKeys(folder.path)
  })

  it('needs a profile, whole, and a peer that answers', async () => {
    assert.match((await ledgerFault(config())) ?? '', /profile\.json is not there: `npm run fabric:up`/)
    writeFileSync(config().fabricProfile, '{')
    assert.match((await ledgerFault(config())) ?? '', /^FABRIC_PROFILE .*no JSON/)
    const peer = createServer()
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', () => resolve()))
    const endpoint = `127.0.0.1:${String((peer.address() as AddressInfo).port)}`
    writeProfile(endpoint)
    assert.equal(await ledgerFault(config()), null)
    await new Promise((resolve) => peer.close(resolve))
    const fault = (await ledgerFault(config())) ?? ''
    assert.ok(fault.includes(`no peer answers for RegulatorMSP (${endpoint})`), fault)
  })

  it('is not shared with the embedded ledger', async () => {
    mkdirSync(join(config().dataDir, 'ledger'))
    assert.match((await ledgerFault(config())) ?? '', /belongs to the other ledger/)
    const embedded = { ...config(), ledger: 'embedded' as const }
    assert.equal(await ledgerFault(embedded), null)
    mkdirSync(join(config().dataDir, 'fabric-log'))
    assert.match((await ledgerFault(embedded)) ?? '', /belongs to the other ledger/)
  })

  it('keeps its demo world while the network stands, and gives it up with the network', async () => {
    writeProfile('localhost:1')
    const network = networkIdOf(config().fabricProfile)
    writeDemoFile(config().dataDir, { url: 'http://localhost', network, logins: [], packs: [] })
    assert.equal(demoFault(config()), null)
    const refused = await resetDemo({ ...config(), databaseUrl: null })
    assert.match(refused ?? '', /no server can empty that.*fabric:reset/)
    await writeProfileKeys(folder.path)
    assert.match(demoFault(config()) ?? '', /made on another network: `npm run demo:reset`/)
    assert.equal(await resetDemo({ ...config(), databaseUrl: null }), null)
    assert.equal(demoFault(config()), null)
  })

  it('refuses a demo world that was left half made', () => {
    writeProfile('localhost:1')
    markUnfinished(config().dataDir, networkIdOf(config().fabricProfile))
    assert.match(demoFault(config()) ?? '', /was cut off.*fabric:reset/)
    assert.match(resetFault(config()) ?? '', /no server can empty that/)
    assert.equal(demoFault({ ...config(), ledger: 'embedded' }), null)
    markFinished(config().dataDir)
    assert.equal(demoFault(config()), null)
  })
})
