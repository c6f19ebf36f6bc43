import type { Gtin, Lot } from '../domain/gs1/keys.ts'
import type { BatchRecord, OrganisationRecord, StopRecord, UnitRecord } from '../domain/ledgerApi.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { decideCommission, decideReceive, decideShip } from '../domain/unit.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class UnitContract extends LedgerContract {
  constructor() {
    super('unit')
  }

  async commission(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('unit:commission', requestId, input, async (unit, act) =>
      decideCommission(act, unit, {
        organisation: await ctx.organisation(),
        unit: await ctx.world.read(stateKey.unit(unit.unitId)),
        batches: await readEach<BatchRecord>(ctx, unit.contents, stateKey.batch),
      }),
    )
  }

  async ship(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('unit:ship', requestId, input, async (shipping, act) => {
      const unit = await ctx.world.read<UnitRecord>(stateKey.unit(shipping.unitId))
      const stops = await readEach<StopRecord>(ctx, unit?.contents ?? [], stateKey.stop)
      const receiver = await ctx.world.read<OrganisationRecord>(stateKey.organisation(shipping.to.org))
      return decideShip(ctx.hashing, act, shipping, { unit, stops, receiver })
    })
  }

  async receive(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('unit:receive', requestId, input, async (receiving, act) =>
      decideReceive(ctx.hashing, act, receiving, await ctx.world.read(stateKey.unit(receiving.unitId))),
    )
  }

  async read(ctx: LedgerContext, input: string) {
    return await ctx.query('unit:read', input, ({ unitId }) => stateKey.unit(unitId))
  }
}

async function readEach<Record extends object>(
  { world }: LedgerContext,
  batches: readonly { gtin: Gtin; lot: Lot }[],
  key: (gtin: Gtin, lot: Lot) => string,
): Promise<(Record | null)[]> {
  const records: (Record | null)[] = []
  for (const { gtin, lot } of batches) records.push(await world.read<Record>(key(gtin, lot)))
  return records
}
