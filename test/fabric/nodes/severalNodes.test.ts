/** Three organisations' servers on one channel of real peers. */
import { describeNodes } from '../../nodes/describeNodes.ts'
import { productSource } from '../productSource.ts'
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
  describeNodes(async (name) => {
    const fabricProfile = profileOf(network(), profiles[name], chaincode)
    return () => ({ config: { ledger: 'fabric', fabricProfile } })
  })
})
