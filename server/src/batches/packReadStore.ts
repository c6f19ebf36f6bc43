/** Reads packs, their history and units as the follower wrote them of the ledger. */
import type { Gtin, Lot } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, Msp, PackState } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { LedgerPack, LedgerPackTouch, LedgerUnit } from '../platform/database/generated/client.ts'
import type { Database } from '../platform/database/openDatabase.ts'

/** Lists give one row more than `limit` where there are more (see `toPage`). */
export type PackReadStore = ReturnType<typeof packReadStore>

export function packReadStore({ prisma }: Database) {
  return {
    /** Null for a pack that nothing ever happened to: the ledger does not know it by itself. */
    pack: (packId: Hash): Promise<LedgerPack | null> => prisma.ledgerPack.findUnique({ where: { packId } }),

    /** What happened to a pack, first touch first. */
    touches(packId: Hash, limit: number, afterSeq = 0): Promise<LedgerPackTouch[]> {
      const where = { packId, seq: { gt: afterSeq } }
      return prisma.ledgerPackTouch.findMany({ where, orderBy: { seq: 'asc' }, take: limit + 1 })
    },

    /** Touched packs of a batch, in one state or in any (null), by state and id. */
    packsOf(
      batch: { gtin: Gtin; lot: Lot; state: PackState | null },
      limit: number,
      after: { state: string; packId: Hash } | null,
    ): Promise<LedgerPack[]> {
      const { gtin, lot, state } = batch
      return prisma.ledgerPack.findMany({
        where: {
          ...{ gtin, lot },
          ...(state !== null && { state }),
          ...(after !== null && {
            OR: [{ state: { gt: after.state } }, { state: after.state, packId: { gt: after.packId } }],
          }),
        },
        orderBy: [{ state: 'asc' }, { packId: 'asc' }],
        take: limit + 1,
      })
    },

    unit: (unitId: Hash): Promise<LedgerUnit | null> => prisma.ledgerUnit.findUnique({ where: { unitId } }),

    /** By id; of one holding organisation, or of all (null). */
    units(holder: Msp | null, limit: number, afterUnitId: Hash | null): Promise<LedgerUnit[]> {
      return prisma.ledgerUnit.findMany({
        where: {
          ...(holder !== null && { holderOrg: holder }),
          ...(afterUnitId !== null && { unitId: { gt: afterUnitId } }),
        },
        orderBy: { unitId: 'asc' },
        take: limit + 1,
      })
    },

    /** Units that declare packs of a batch: what a recall has to find. By id. */
    async unitsHolding(gtin: Gtin, lot: Lot, limit: number, afterUnitId: Hash | null): Promise<LedgerUnit[]> {
      const content = JSON.stringify([{ gtin, lot }])
      // `contents @>` uses the GIN index, which Prisma's own JSON filters do not.
      const found = await prisma.$queryRaw<{ unit_id: string }[]>`
        SELECT unit_id FROM ledger_units WHERE contents @> ${content}::jsonb AND unit_id > ${afterUnitId ?? ''}
        ORDER BY unit_id LIMIT ${limit + 1}`
      const unitId = { in: found.map(({ unit_id }) => unit_id) }
      return prisma.ledgerUnit.findMany({ where: { unitId }, orderBy: { unitId: 'asc' } })
    },
  }
}
