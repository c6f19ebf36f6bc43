/** Parts of the network fail under load: callers wait a little longer, and nothing that was acknowledged is lost. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freshDatabase } from '../../server/database.ts'
import { sharedChaincode } from '../admittedMaker.ts'
import { profileOf } from '../profileOf.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { assertNothingLost, openLedgerPart, type LedgerPart } from './ledgerPart.ts'
import { raftLeader } from './raftLeader.ts'
import { Writers } from './writers.ts'

/** Of each sort: before, during and after a fault. */
const some = 32
const cutOffMs = 30_000

describe('under load, kill -9 of', () => {
  const network = useNetwork()
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-faults-'))
  let part: LedgerPart
  let chaincode: string
  let sites = 1

  before(async function () {
    this.timeout(120_000)
    chaincode = await sharedChaincode(network())
    const profile = profileOf(network(), 'all', chaincode)
    const database = await freshDatabase()
    part = await openLedgerPart({ path: folder, masterKey: randomBytes(32), profile, database })
  })
  after(async () => {
    await part.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Writers go on while `fault` happens and after it. @returns those that have stopped */
  async function writeThrough(fault: (writers: Writers) => Promise<void>): Promise<Writers> {
    const writers = new Writers(part.submitter, sites)
    await writers.further(some)
    await fault(writers)
    await writers.further(some)
    await writers.stop()
    sites += 100_000
    return writers
  }

  const nodes: [string, () => Promise<string> | string][] = [
    ['a peer', () => 'wholesalers-0'],
    ['the gateway peer', () => 'pharmacies-0'],
    ["one of the regulator's peers", () => 'regulator-0'],
    ['the Raft leader', () => raftLeader(network())],
  ]
  for (const [what, choose] of nodes) {
    it(`${what} is heard by no caller`, async () => {
      const name = await choose()
      const { failures, acknowledged } = await writeThrough(async (writers) => {
        await network().kill(name)
        await writers.further(some)
        await network().start(name)
      })
      assert.deepEqual(failures, [])
      await network().ready(chaincode)
      await assertNothingLost(network(), part, acknowledged)
    }).timeout(120_000)
  }

  it('a chaincode process is heard by no caller', async () => {
    const { failures, acknowledged } = await writeThrough(() => network().kill(`${chaincode}@pharmacies-0`))
    assert.deepEqual(failures, [])
    await assertNothingLost(network(), part, acknowledged)
  }).timeout(120_000)

  it('all processes at once loses nothing that was acknowledged', async () => {
    const { acknowledged } = await writeThrough(async () => {
      const down = network()
        .nodes()
        .filter(({ kind }) => kind !== 'chaincode')
      await Promise.all(down.map(({ name }) => network().kill(name)))
      await Promise.all(down.map(({ name }) => network().start(name)))
    })
    await network().ready(chaincode)
    await assertNothingLost(network(), part, acknowledged)
  }).timeout(180_000)

  // SIGSTOP and no proxy: connections stay open and unanswered, which is what a pulled cable looks like to the others.
  it(`nothing, but an orderer cut off for ${cutOffMs / 1000} s, is heard by no caller`, async () => {
    const leader = await raftLeader(network())
    const { failures, acknowledged } = await writeThrough(async (writers) => {
      network().pause(leader)
      await Promise.all([pause(cutOffMs), writers.further(some)])
      network().resume(leader)
    })
    assert.deepEqual(failures, [])
    await assertNothingLost(network(), part, acknowledged)
  }).timeout(180_000)
})
