/** Three organisations' servers on one channel of real peers. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeNodes } from '../../nodes/describeNodes.ts'
import { productSource } from '../endorsement/productSource.ts'
import { profileOf } from '../profileOf.ts'
import { useNetwork } from '../sharedNetwork.ts'

const chaincode = 'nodes'
const profiles = { regulator: 'regulator', makers: 'manufacturers', pharmacies: 'pharmacies' } as const

describe('nodes of three organisations on Fabric', function () {
  this.timeout(120_000)
  const network = useNetwork()
  before(async () => {
    await network().deploy(await productSource(chaincode))
    await network().ready(chaincode)
  })
  const world = describeNodes(async (name) => {
    const fabricProfile = profileOf(network(), profiles[name], chaincode)
    return () => ({ config: { ledger: 'fabric', fabricProfile } })
  })

  it('leave a pack key on no disk of the maker’s peer', () => {
    const { nodes, tree } = world()
    const key = nodes.makers.server().ground.packKeys.read(tree?.keyId ?? '')
    if (key === null) assert.fail('the maker has lost its key')
    assert.notDeepEqual(filesWith(key, 'regulator-0'), [], 'a peer that may hold it, does')
    assert.deepEqual(filesWith(key, 'manufacturers-0'), [])
    assert.deepEqual(filesWith(key, 'wholesalers-0'), [])
  })

  /** Files of a peer's that hold the key in any form in which it might be written. */
  function filesWith(key: Uint8Array, peer: string): string[] {
    const bytes = Buffer.from(key)
    const forms = [
      bytes,
      ...(['base64url', 'base64', 'hex'] as const).map((form) => Buffer.from(bytes.toString(form))),
    ]
    const folder = network().node(peer).dataDir ?? assert.fail(`${peer} keeps nothing`)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    )
    assert.notEqual(files.length, 0)
    return files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => {
        const content = readFileSync(path)
        return forms.some((form) => content.includes(form))
      })
  }
})
