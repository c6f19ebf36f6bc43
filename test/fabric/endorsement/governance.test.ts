/** Who can change the rules: chaincode definitions and the channel's policies, by Fabric's own programs. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { definitionArgs } from '../../../network/src/chaincode/definition.ts'
import { collections } from '../../../network/src/config/collections.ts'
import type { CliResult, Deployment } from '../../../network/src/network.ts'
import { founding } from '../../chaincode/admitted.ts'
import * as given from '../../domain/given.ts'
import { temporaryFolder } from '../../server/temporaryFolder.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { accepted } from '../admittedMaker.ts'
import { chaincodeAt } from '../chaincodeAt.ts'
import { configUpdate, lifecyclePolicyOf, loosened, type ConfigPolicy } from './channelPolicy.ts'
import { productSource } from '../productSource.ts'

const others = [given.manufacturers, given.wholesalers, given.pharmacies]
const theirPeers = ['manufacturers-0', 'wholesalers-0', 'pharmacies-0']
const theirsAlone = `OR(${others.map((msp) => `'${msp}.peer'`).join(', ')})`

describe('a chaincode definition', () => {
  const network = useNetwork()
  let deployed: Deployment

  before(async function () {
    this.timeout(120_000)
    deployed = await network().deploy(await productSource('governed'))
  })

  const lifecycle = async (msp: string, ...args: string[]) =>
    await network().peer({ msp }, 'lifecycle', 'chaincode', ...args)

  /** The sequence that an organisation's own peer goes by. */
  async function sequenceAt(msp: string): Promise<number> {
    const asked = ['querycommitted', '-C', network().channel, '-n', deployed.name, '--output', 'json']
    const { stdout } = succeeded(await lifecycle(msp, ...asked))
    return (JSON.parse(stdout) as { sequence: number }).sequence
  }

  it('is not replaced by the other three organisations together', async () => {
    const definition = { ...deployed, sequence: 2, endorsement: theirsAlone, collections }
    const takeover = definitionArgs(network().dir, definition)
    for (const msp of others) {
      const approval = ['approveformyorg', ...network().ordererArgs, ...takeover]
      succeeded(await lifecycle(msp, ...approval, '--package-id', deployed.packageId))
    }
    const commit = ['commit', ...network().ordererArgs, ...takeover, ...network().peerArgs(...theirPeers)]
    const { code, stderr } = await lifecycle(given.manufacturers, ...commit)
    assert.notEqual(code, 0)
    assert.match(stderr, /ENDORSEMENT_POLICY_FAILURE/)
    for (const { msp } of given.organisations) assert.equal(await sequenceAt(msp), 1)
  }).timeout(120_000)

  it('is replaced when the regulator and the others approve', async () => {
    const next = await network().deploy(await productSource('governed'))
    assert.equal(next.sequence, 2)
    for (const { msp } of given.organisations) assert.equal(await sequenceAt(msp), 2)
    const regulator = chaincodeAt(network(), deployed.name, given.regulator)
    accepted(await regulator.submit('organisation:init', founding))
    regulator.access.close()
  }).timeout(120_000)
})

describe("the channel's lifecycle policy", () => {
  const network = useNetwork()
  const folder = temporaryFolder()

  async function policyNow(): Promise<ConfigPolicy> {
    const block = join(folder.path, 'config.block')
    const fetch = ['channel', 'fetch', 'config', block, '-c', network().channel, ...network().ordererArgs]
    succeeded(await network().peer({ msp: given.regulator }, ...fetch))
    return await lifecyclePolicyOf(block)
  }

  /** Signed by all of them; the last one sends it. */
  async function change(policy: ConfigPolicy, signers: readonly string[]): Promise<CliResult> {
    const file = join(folder.path, 'update.pb')
    await writeFile(file, configUpdate(network().channel, policy))
    for (const msp of signers.slice(0, -1))
      succeeded(await network().peer({ msp }, 'channel', 'signconfigtx', '-f', file))
    const send = ['channel', 'update', '-f', file, '-c', network().channel, ...network().ordererArgs]
    return await network().peer({ msp: signers.at(-1) ?? '' }, ...send)
  }

  it('is not loosened by the other three organisations together', async () => {
    const before = await policyNow()
    const { code, stderr } = await change(loosened(before), others)
    assert.notEqual(code, 0)
    assert.match(stderr, /LifecycleEndorsement not satisfied/)
    assert.deepEqual(await policyNow(), before)
  }).timeout(120_000)

  it('is written anew by the regulator and two others', async () => {
    const before = await policyNow()
    succeeded(await change(before, [given.manufacturers, given.wholesalers, given.regulator]))
    let now = await policyNow()
    while (now.version === before.version) now = await policyNow()
    assert.deepEqual(now, { ...before, version: before.version + 1 })
  }).timeout(120_000)
})

function succeeded(result: CliResult): CliResult {
  assert.equal(result.code, 0, result.stderr)
  return result
}
