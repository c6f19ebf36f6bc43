import assert from 'node:assert/strict'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import * as given from '../domain/given.ts'
import { describeLedger } from './describeLedger.ts'
import { describeRules } from './describeRules.ts'
import { newLedgerFolder, openNoteLedger } from './openTestLedger.ts'
import { take } from './takeNotes.ts'

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

describeRules('the embedded ledger', async () => {
  const now = () => given.t0
  return { ledger: await openEmbeddedLedger({ ...newLedgerFolder(), clock: now }), now }
})

describe('the embedded engine', () => {
  it('holds contracts to the rule that submits read no ranges and no history', async () => {
    const ledger = await openNoteLedger(newLedgerFolder())
    const height = await ledger.height()
    await assert.rejects(take(ledger, [{ do: 'range', start: 'a', end: 'b' }]), /a submit reads no ranges/)
    await assert.rejects(take(ledger, [{ do: 'history', key: 'a' }]), /a submit reads no history/)
    assert.equal(await ledger.height(), height)
    await ledger.close()
  })
})
