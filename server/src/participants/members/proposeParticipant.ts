import { randomBytes } from 'node:crypto'
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import { canonicalJson } from '../../../../chaincode/src/domain/canonicalJson.ts'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, Proposal, Role } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { textHashOf } from '../../../../chaincode/src/domain/names.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Caller } from '../caller.ts'
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
  deps: { members: MemberStore; submitter: Submitter },
  caller: Caller,
  request: ProposalRequest,
  idempotency: Idempotency | null,
): Promise<{ id: string; height: number; txId: string; outcome: 'open' | 'admitted' | 'rejected' }> {
  const { members, submitter } = deps
  const { gln, msp, roles, proof, name, address } = request
  if ((await members.document(proof)) === null)
    throw new Refusal('NOT_FOUND', { what: 'document', hash: proof })
  const receipt = await submitter.submit('participant:vote', {
    as: caller.msp,
    idempotency,
    build: async () => {
      const nonce = randomBytes(16).toString('base64url')
      const proposal = { gln, msp, roles: [...roles].sort(), proof, nonce }
      // Before the ledger has it, so that no proposal can be there without its name.
      await members.nameProposal({ proposal: proposalIdOf(proposal), name, address })
      return { proposal, approve: true }
    },
  })
  const { proposal: id, outcome } = receipt.event
  return { id, outcome, height: receipt.height, txId: receipt.txId }
}

/** A proposal's id: SHA-256 of its canonical JSON. */
function proposalIdOf(proposal: Proposal): string {
  return toBase64url(textHashOf(nodeHashing, canonicalJson({ ...proposal })))
}
