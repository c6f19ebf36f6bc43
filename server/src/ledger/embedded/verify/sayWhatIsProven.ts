/** The limits of a verification in words, for the person who asked for it. */
import type { Checkpoint } from '../../log/checkpoint.ts'
import type { RulesTally } from '../../verification.ts'
import type { LedgerFault } from './ledgerFault.ts'

export function sayWhatIsProven(found: {
  fault: LedgerFault | null
  checkpoint: Checkpoint | null
  logSize: number
  rules: RulesTally | null
}): string[] {
  const { fault, checkpoint, logSize, rules } = found
  if (fault !== null)
    return [`The ledger does not fit: ${fault.message}. Nothing after this point was looked at.`]
  return [
    'Every hash, signature, certificate, validation code, key, value and the root of the log fit together.',
    ...(rules === null
      ? ['Recorded writes were applied again, not worked out again: --rules runs the contracts too.']
      : [sayRules(rules)]),
    checkpoint === null
      ? 'Nothing outside confirms this history: without a checkpoint kept elsewhere, the operator could have written all of it anew, or put an older copy back.'
      : `The first ${checkpoint.size} of ${logSize} transactions are those of the checkpoint; the ${logSize - checkpoint.size} after it rest on the operator alone.`,
    'The operator of this ledger holds the keys of all its organisations. A signature here shows that nobody else changed anything, not that a participant agreed: before a checkpoint left the house, the operator could have left transactions out, made them up in any name, or chosen their order and times.',
  ]
}

function sayRules({ checked, skipped }: RulesTally): string {
  return (
    `The installed rules were run again over ${checked} transactions and wrote the same. Skipped: ` +
    `${skipped.otherContract} of other contract versions, ${skipped.secret} that need secrets which blocks do not hold, ` +
    `${skipped.invalid} that were not valid.`
  )
}
