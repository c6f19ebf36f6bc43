import { decidePrune } from '../domain/request.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class RequestContract extends LedgerContract {
  constructor() {
    super('request')
  }

  async prune(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('request:prune', requestId, input, (prune, act) =>
      Promise.resolve(decidePrune(act, prune)),
    )
  }
}
