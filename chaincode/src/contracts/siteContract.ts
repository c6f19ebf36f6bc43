import { decideRegisterSite } from '../domain/site.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class SiteContract extends LedgerContract {
  constructor() {
    super('site')
  }

  async register(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('site:register', requestId, input, async (site, act) =>
      decideRegisterSite(act, site, {
        organisation: await ctx.organisation(),
        site: await ctx.world.read(stateKey.site(site.gln)),
      }),
    )
  }
}
