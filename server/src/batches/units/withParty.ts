import type { Hash } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { BatchDeps } from '../deps.ts'
import type { UnitParty } from './store.ts'

/**
 * Runs a submit whose input names a new tag. Who stands behind it is kept before the ledger is asked, and forgotten where
 * the rules refuse: a refused claim must not show its maker somebody else's unit.
 */
export async function withParty<Receipt>(
  { units }: Pick<BatchDeps, 'units'>,
  submit: (keep: (party: UnitParty) => Promise<void>) => Promise<Receipt>,
): Promise<Receipt> {
  const kept: Hash[] = []
  try {
    return await submit(async (party) => {
      if (await units.addParty(party)) kept.push(party.tag)
    })
  } catch (error) {
    if (error instanceof RuleViolation) for (const tag of kept) await units.removeParty(tag)
    throw error
  }
}
