import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Role } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Caller } from '../caller.ts'
import type { MemberStore } from './store.ts'

/** Votes for the caller's organisation. @throws Refusal NOT_FOUND; RuleViolation ALREADY_VOTED, PROPOSAL_DECIDED, NOT_A_VOTER */
export async function castVote(
  deps: { members: MemberStore; submitter: Submitter },
  caller: Caller,
  vote: { proposal: string; approve: boolean },
  idempotency: Idempotency | null,
): Promise<{ id: string; height: number; txId: string; outcome: 'open' | 'admitted' | 'rejected' }> {
  const { members, submitter } = deps
  const row = await members.proposal(vote.proposal)
  if (row === null) throw new Refusal('NOT_FOUND', { what: 'proposal' })
  const { gln, msp, roles, proof, nonce } = row
  const proposal = { gln: gln as Gln, msp, roles: roles as Role[], proof, nonce }
  const receipt = await submitter.submit('participant:vote', {
    as: caller.msp,
    idempotency,
    build: () => ({ proposal, approve: vote.approve }),
  })
  return { id: vote.proposal, outcome: receipt.event.outcome, height: receipt.height, txId: receipt.txId }
}
