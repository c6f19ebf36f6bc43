import { toBase64url } from '../domain/bytes.ts'
import { canonicalJson } from '../domain/canonicalJson.ts'
import type { Msp, OrganisationsRecord, Proposal, VoteRecord } from '../domain/ledgerApi.ts'
import { textHashOf } from '../domain/names.ts'
import { decideVote, type VoteWorld } from '../domain/participant.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class ParticipantContract extends LedgerContract {
  constructor() {
    super('participant')
  }

  async vote(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('participant:vote', requestId, input, async (vote, act) =>
      decideVote(act, vote, await loadVote(ctx, vote.proposal)),
    )
  }

  async read(ctx: LedgerContext, input: string) {
    return await ctx.query('participant:read', input, ({ gln }) => stateKey.participant(gln))
  }
}

async function loadVote({ world, hashing }: LedgerContext, proposal: Proposal): Promise<VoteWorld> {
  const proposalId = toBase64url(textHashOf(hashing, canonicalJson(proposal)))
  const organisations = await world.read<OrganisationsRecord>(stateKey.organisations)
  const votes = new Map<Msp, VoteRecord>()
  // Of every organisation, not only of today's voters: the deciding vote may be one that has left since.
  for (const msp of Object.keys(organisations?.hosted ?? {})) {
    const vote = await world.read<VoteRecord>(stateKey.vote(proposalId, msp))
    if (vote !== null) votes.set(msp, vote)
  }
  return {
    proposalId,
    organisations,
    host: await world.read(stateKey.organisation(proposal.msp)),
    participant: await world.read(stateKey.participant(proposal.gln)),
    votes,
  }
}
