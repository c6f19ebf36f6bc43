import { decideDelete, decideDeposit } from '../domain/packKey.ts'
import { packKeysCollection } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class PackKeyContract extends LedgerContract {
  constructor() {
    super('packKey')
  }

  async deposit(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('packKey:deposit', requestId, input, async (deposit, act) =>
      decideDeposit(ctx.hashing, act, deposit, {
        organisation: await ctx.organisation(),
        packKey: ctx.secret('packKey'),
        deposited: await ctx.world.hasPrivate(packKeysCollection, deposit.keyId),
      }),
    )
  }

  async delete(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('packKey:delete', requestId, input, async (deletion, act) =>
      decideDelete(act, deletion, await ctx.world.readPrivate(packKeysCollection, deletion.keyId)),
    )
  }
}
