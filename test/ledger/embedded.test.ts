import { describeLedger } from './describeLedger.ts'
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
