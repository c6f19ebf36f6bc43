import type { OrganisationsRecord } from '../domain/ledgerApi.ts'
import { decideInit } from '../domain/participant.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class OrganisationContract extends LedgerContract {
  constructor() {
    super('organisation')
  }

  async init(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('organisation:init', requestId, input, async (init, act) =>
      decideInit(act, init, await ctx.world.read<OrganisationsRecord>(stateKey.organisations)),
    )
  }

  async read(ctx: LedgerContext, input: string) {
    return await ctx.query('organisation:read', input, ({ msp }) => stateKey.organisation(msp))
  }
}
