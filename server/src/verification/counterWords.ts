/** What the counter is told: one sentence and one piece of advice a verdict, and what an alert means. */
import type { AlertCode, Verdict } from './verdict.ts'

interface Words {
  said: string
  /** What to do now; null where the pack may simply be handed on. */
  advice: string | null
}

const quarantine = 'Do not dispense it. Keep the pack aside and follow the procedure for suspect packs.'
const notDispensed = 'It cannot be dispensed.'

export const counterWords: Readonly<Record<Verdict, Words>> = {
  unreadable: {
    said: 'This is not readable as the code of a medicine pack.',
    advice: 'Scan the two-dimensional code on the pack again, or type what is printed beside it.',
  },
  unavailable: {
    said: 'What would decide about this pack is not at hand.',
    advice: 'This says nothing about the pack. Try again; it is not dispensed unverified.',
  },
  'unknown-product': { said: 'No such product is registered.', advice: quarantine },
  'unknown-batch': { said: 'No such batch of the product is registered.', advice: quarantine },
  'unknown-serial': { said: 'No pack of the product has this serial number.', advice: quarantine },
  'batch-mismatch': {
    said: 'The serial number is registered in another batch than the code says.',
    advice: quarantine,
  },
  'expiry-mismatch': { said: 'The code names another expiry date than is registered.', advice: quarantine },
  recalled: { said: 'The batch is recalled.', advice: `${notDispensed} Return it as the recall says.` },
  withdrawn: {
    said: 'The batch is withdrawn from the market.',
    advice: `${notDispensed} Return it as the withdrawal says.`,
  },
  expired: { said: 'The pack has expired.', advice: `${notDispensed} Have it destroyed.` },
  supplied: { said: 'The pack was already supplied.', advice: notDispensed },
  exported: { said: 'The pack was exported from the market.', advice: notDispensed },
  sampled: { said: 'The pack was taken as a sample.', advice: notDispensed },
  'free-sample': { said: 'The pack was given away as a free sample.', advice: notDispensed },
  'checked-out': { said: 'The pack was checked out for repackaging.', advice: notDispensed },
  locked: { said: 'The pack is locked.', advice: `${notDispensed} Where it was locked it can be unlocked.` },
  destroyed: { said: 'The pack is recorded as destroyed.', advice: quarantine },
  stolen: { said: 'The pack is reported stolen.', advice: quarantine },
  genuine: { said: 'The pack is genuine and active.', advice: null },
}

/** After the alert codes of the European Medicines Verification System; see verdict.ts. */
export const alertWords: Readonly<Record<AlertCode, string>> = {
  A1: 'product code unknown',
  A2: 'batch unknown',
  A3: 'serial number unknown',
  A7: 'pack already in the state asked for',
  A24: 'pack in a state that does not allow what is asked',
  A52: 'expiry date differs',
  A68: 'batch number differs',
}
