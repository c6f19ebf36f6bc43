/**
 * What any ledger must do, as seen through the port by a contract and its caller. Every ledger is put under this suite;
 * it says nothing about how a ledger does it.
 */
import type { Ledger } from '../../server/src/ledger/port.ts'
import { describeConflicts } from './conformance/conflicts.ts'
import { describeFollowing } from './conformance/following.ts'
import { describeOnceOnly } from './conformance/onceOnly.ts'
import { describePrivateData } from './conformance/privateData.ts'
import { describeRefusals } from './conformance/refusals.ts'
import { describeState } from './conformance/state.ts'

export interface OpenLedger {
  ledger: Ledger
  /** Sets the submitting client's clock off by so many ms; absent where a ledger's client has no clock of its own. */
  skewClient?: (ms: number) => void
}

/** A ledger with NoteContract installed, organisations PharmaciesMSP and RegulatorMSP, and a contract time limit of a few seconds at most. */
export type OpenPort = () => Promise<OpenLedger>

export function describeLedger(name: string, open: OpenPort): void {
  describe(`${name} is a ledger`, () => {
    let opened: OpenLedger
    before(async () => {
      opened = await open()
    })
    after(() => opened.ledger.close())
    const ledger = () => opened.ledger

    describeState(ledger)
    describeConflicts(ledger)
    describePrivateData(ledger)
    describeOnceOnly(ledger)
    describeRefusals(() => opened)
    describeFollowing(ledger)
  })
}
