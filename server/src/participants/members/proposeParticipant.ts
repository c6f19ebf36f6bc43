import { randomBytes } from 'node:crypto'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, Role } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Caller } from '../caller.ts'
import type { Projected } from './projected.ts'
import type { MemberStore } from './store.ts'

export interface ProposalRequest {
  gln: Gln
  msp: Msp
  roles: Role[]
  /** SHA-256 of an uploaded document. */
  proof: string
  name: string
  address: string | null
}

/**
 * Proposes a participant, or other roles for one: the proposer's organisation votes for it with the same transaction.
 * The name stays here. @throws Refusal NOT_FOUND where the proof document was not uploaded; RuleViolation
 */
export async function proposeParticipant(
  deps: { members: MemberStore; submitter: Submitter; projected: Projected },
  caller: Caller,
  request: ProposalRequest,
  idempotency: Idempotency | null,
): Promise<{ id: string; height: number; txId: string; outcome: 'open' | 'admitted' | 'rejected' }> {
  const { members, submitter, projected } = deps
  const { gln, msp, roles, proof, name, address } = request
  if ((await members.document(proof)) === null)
    throw new Refusal('NOT_FOUND', { what: 'document', hash: proof })
  const receipt = await submitter.submit('participant:vote', {
    as: caller.msp,
    idempotency,
    build: () => {
      const nonce = randomBytes(16).toString('base64url')
      return { proposal: { gln, msp, roles: [...roles].sort(), proof, nonce }, approve: true }
    },
  })
  await members.nameParticipant({ gln, name, address })
  await projected(receipt.height + 1)
  const { proposal: id, outcome } = receipt.event
  return { id, outcome, height: receipt.height, txId: receipt.txId }
}
