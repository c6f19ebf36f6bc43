/** The suite that every ledger is held to, on real peers. */
import { describeLedger } from '../../ledger/describeLedger.ts'
import { describeRules } from '../../ledger/describeRules.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { deployNotes, deployRules, openOn } from './openFabric.ts'

describe('on real peers', function () {
  this.timeout(120_000)
  const network = useNetwork()

  describeLedger('Hyperledger Fabric', async () => {
    await deployNotes(network(), 'notes')
    let skew = 0
    const ledger = await openOn(network(), 'notes', { clock: () => Date.now() + skew })
    return {
      ledger,
      skewClient: (ms) => {
        skew = ms
      },
    }
  })

  describeRules('Hyperledger Fabric', async () => {
    await deployRules(network(), 'rules')
    return { ledger: await openOn(network(), 'rules'), now: Date.now }
  })
})
