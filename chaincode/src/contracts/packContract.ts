import type { BatchRecord, PackMove, PackRecord, StopRecord } from '../domain/ledgerApi.ts'
import { decideMove, decideUndo } from '../domain/pack.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

/** One method a row of the transition table. */
export class PackContract extends LedgerContract {
  constructor() {
    super('pack')
  }

  async supply(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'supply', requestId, input)
  }

  async export(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'export', requestId, input)
  }

  async sample(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'sample', requestId, input)
  }

  async giveFreeSample(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'giveFreeSample', requestId, input)
  }

  async checkOut(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'checkOut', requestId, input)
  }

  async lock(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'lock', requestId, input)
  }

  async destroy(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'destroy', requestId, input)
  }

  async reportStolen(ctx: LedgerContext, requestId: string, input: string) {
    return await move(ctx, 'reportStolen', requestId, input)
  }

  async undo(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('pack:undo', requestId, input, async (undo, act) =>
      decideUndo(ctx.hashing, act, undo, await loadTouched(ctx, undo.packId)),
    )
  }

  async read(ctx: LedgerContext, input: string) {
    return await ctx.query('pack:read', input, ({ packId }) => stateKey.pack(packId))
  }
}

async function move(ctx: LedgerContext, name: PackMove, requestId: string, input: string) {
  return await ctx.once(`pack:${name}`, requestId, input, async (touch, act) => {
    const { packId, gtin, lot } = touch
    const [organisation, pack, stopped] = await Promise.all([
      ctx.organisation(),
      ctx.world.read<PackRecord>(stateKey.pack(packId)),
      loadBatch(ctx, gtin, lot),
    ])
    return decideMove(ctx.hashing, act, name, touch, { organisation, pack, ...stopped })
  })
}

async function loadTouched(ctx: LedgerContext, packId: string) {
  const pack = await ctx.world.read<PackRecord>(stateKey.pack(packId))
  if (pack === null) return { pack, batch: null, stop: null }
  return { pack, ...(await loadBatch(ctx, pack.gtin, pack.lot)) }
}

/** Asked together: on a peer each answer is a message of its own, and waiting for each in turn costs as much again. */
async function loadBatch({ world }: LedgerContext, gtin: PackRecord['gtin'], lot: PackRecord['lot']) {
  const [batch, stop] = await Promise.all([
    world.read<BatchRecord>(stateKey.batch(gtin, lot)),
    world.read<StopRecord>(stateKey.stop(gtin, lot)),
  ])
  return { batch, stop }
}
