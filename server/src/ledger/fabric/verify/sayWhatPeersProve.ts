/** The limits of a verification on Fabric in words, for the person who asked for it. */
import type { Checkpoint } from '../../log/checkpoint.ts'
import type { LedgerFault } from '../../embedded/verify/ledgerFault.ts'

export function sayWhatPeersProve(found: {
  fault: LedgerFault | null
  checkpoint: Checkpoint | null
  isSignatureChecked: boolean
  logSize: number
  endpoint: string
  /** Blocks of the node's own log that were compared; null: it has none here. */
  compared: number | null
  /** A second peer of the same organisation, and how many blocks it had to compare; null: there is none, or it is away. */
  witness: { endpoint: string; blocks: number } | null
  areOrderersKnown: boolean
}): string[] {
  const { fault, checkpoint, logSize, endpoint, compared, witness } = found
  if (fault !== null)
    return [`The ledger does not fit: ${fault.message}. Nothing after this point was looked at.`]
  return [
    `Every block was read again from ${endpoint}: each holds the data that its header names and follows the one before it.`,
    'Every valid transaction bears the signature of its creator and of peers of the regulator and another organisation, with certificates of the CAs that the profile names.',
    compared === null
      ? 'This node has no log of its own here to compare with.'
      : `This node's own log holds the same ${String(compared)} blocks and transactions.`,
    found.areOrderersKnown
      ? 'Every block but the first bears the signature of an orderer, with a certificate of the CA that the profile names.'
      : 'The profile names no orderers: their signatures on the blocks were not checked.',
    'The rules were not run again: that is what the endorsing peers of several organisations did. Which transactions are valid is what ' +
      (witness === null
        ? 'this peer says; no second one of its organisation was there to be asked.'
        : `this peer says, and ${witness.endpoint}, of the same organisation, says the same of ${String(witness.blocks)} blocks.`),
    checkpoint === null
      ? 'No checkpoint was given: ask a peer of another organisation, or a checkpoint kept elsewhere, whether they know the same root.'
      : `The first ${String(checkpoint.size)} of ${String(logSize)} transactions are those of the checkpoint${found.isSignatureChecked ? ', which this node signed' : '; its signature was not checked, for the key is not at hand'}.`,
  ]
}
