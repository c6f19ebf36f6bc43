import { describeNodes } from './describeNodes.ts'
import { openSharedLedger, type SharedLedger } from './oneLedgerForAll.ts'
import { mspOf } from './organisations.ts'

describe('nodes of three organisations', function () {
  this.timeout(60_000)
  let shared: Promise<SharedLedger> | null = null
  describeNodes(async (name) => {
    shared ??= openSharedLedger()
    const ledger = await (await shared).seenBy(mspOf[name])
    return () => ({ ledger })
  })
  after(async () => (await shared)?.close())
})
