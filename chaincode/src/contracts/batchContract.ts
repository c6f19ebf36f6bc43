import { decideExtend, decideLift, decideRegister, decideStop, type StopWorld } from '../domain/batch.ts'
import type { Gln, Gtin, Lot } from '../domain/gs1/keys.ts'
import type { BatchRecord, Hash, PackTree, ParticipantRecord } from '../domain/ledgerApi.ts'
import { packKeysCollection, stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class BatchContract extends LedgerContract {
  constructor() {
    super('batch')
  }

  async register(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('batch:register', requestId, input, async (batch, act) =>
      decideRegister(act, batch, {
        ...(await loadRegistrant(ctx, batch)),
        product: await ctx.world.read(stateKey.product(batch.gtin)),
      }),
    )
  }

  async extend(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('batch:extend', requestId, input, async (batch, act) =>
      decideExtend(act, batch, {
        ...(await loadRegistrant(ctx, batch)),
        stop: await ctx.world.read(stateKey.stop(batch.gtin, batch.lot)),
      }),
    )
  }

  async recall(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('batch:recall', requestId, input, async (stop, act) =>
      decideStop(act, 'recalled', stop, await loadStop(ctx, stop)),
    )
  }

  async withdraw(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('batch:withdraw', requestId, input, async (stop, act) =>
      decideStop(act, 'withdrawn', stop, await loadStop(ctx, stop)),
    )
  }

  async lift(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('batch:lift', requestId, input, async (lift, act) =>
      decideLift(act, lift, await loadStop(ctx, lift)),
    )
  }

  async read(ctx: LedgerContext, input: string) {
    return await ctx.query('batch:read', input, ({ gtin, lot }) => stateKey.batch(gtin, lot))
  }
}

interface Registration {
  gtin: Gtin
  lot: Lot
  registrant: Gln
  packs: readonly PackTree[]
}

async function loadRegistrant({ world }: LedgerContext, { gtin, lot, registrant, packs }: Registration) {
  const deposited = new Set<Hash>()
  for (const keyId of new Set(packs.map((tree) => tree.keyId))) {
    if (await world.hasPrivate(packKeysCollection, keyId)) deposited.add(keyId)
  }
  return {
    registrant: await world.read<ParticipantRecord>(stateKey.participant(registrant)),
    batch: await world.read<BatchRecord>(stateKey.batch(gtin, lot)),
    deposited,
  }
}

async function loadStop(
  { world }: LedgerContext,
  { gtin, lot, by }: { gtin: Gtin; lot: Lot; by: Gln },
): Promise<StopWorld> {
  return {
    by: await world.read(stateKey.participant(by)),
    batch: await world.read(stateKey.batch(gtin, lot)),
    stop: await world.read(stateKey.stop(gtin, lot)),
  }
}
