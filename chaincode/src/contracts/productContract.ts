import { decideRegisterProduct } from '../domain/product.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class ProductContract extends LedgerContract {
  constructor() {
    super('product')
  }

  async register(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('product:register', requestId, input, async (product, act) =>
      decideRegisterProduct(act, product, {
        registrant: await ctx.world.read(stateKey.participant(product.registrant)),
        product: await ctx.world.read(stateKey.product(product.gtin)),
      }),
    )
  }

  async read(ctx: LedgerContext, input: string) {
    return await ctx.query('product:read', input, ({ gtin }) => stateKey.product(gtin))
  }
}
