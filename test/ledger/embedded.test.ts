import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import * as given from '../domain/given.ts'
import { describeLedger } from './describeLedger.ts'
import { describeRules } from './describeRules.ts'
import { newLedgerFolder, openNoteLedger } from './openTestLedger.ts'

describeLedger('the embedded ledger', async () => {
  let skew = 0
  const ledger = await openNoteLedger(newLedgerFolder(), {
    contractTimeoutMs: 500,
    clientClock: () => Date.now() + skew,
  })
  return {
    ledger,
    skewClient: (ms) => {
      skew = ms
    },
  }
})

describeRules('the embedded ledger', () =>
  openEmbeddedLedger({ ...newLedgerFolder(), clock: () => given.t0 }),
)
