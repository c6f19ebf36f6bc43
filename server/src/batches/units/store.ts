/** Which participants of this server stand behind the tags of a unit; the unit's state is the ledger's. */
import type { Gln, Sscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Database } from '../../platform/database/openDatabase.ts'

export interface UnitParty {
  tag: Hash
  unitId: Hash
  participant: Gln
  /** A receiver's 32 bytes, base64url; null for a holder. */
  opening: Hash | null
}

export function unitStore({ prisma }: Database) {
  return {
    async addUnit(unitId: Hash, sscc: Sscc): Promise<void> {
      await prisma.unit.upsert({ where: { unitId }, create: { unitId, sscc }, update: {} })
    },
    /** Whether it was not there yet. */
    async addParty(party: UnitParty): Promise<boolean> {
      const { count } = await prisma.unitTag.createMany({ data: [party], skipDuplicates: true })
      return count === 1
    },
    /** For a tag that the ledger refused: its participant has nothing to do with the unit. */
    async removeParty(tag: Hash): Promise<void> {
      await prisma.unitTag.deleteMany({ where: { tag } })
    },
    async party(tag: Hash): Promise<UnitParty | null> {
      return (await prisma.unitTag.findUnique({ where: { tag } })) as UnitParty | null
    },
    /** Units of this SSCC that the participant has held or been sent; several organisations may have made one. */
    async unitsOf(sscc: Sscc, participant: Gln): Promise<Hash[]> {
      const rows = await prisma.unit.findMany({ where: { sscc, tags: { some: { participant } } } })
      return rows.map(({ unitId }) => unitId)
    },
    /** In order of their ids; of one participant, or of all (null). One more than `limit` where there are more. */
    async list(
      participant: Gln | null,
      limit: number,
      after: string | null,
    ): Promise<{ unitId: Hash; sscc: Sscc }[]> {
      const rows = await prisma.unit.findMany({
        where: {
          ...(participant === null ? {} : { tags: { some: { participant } } }),
          ...(after === null ? {} : { unitId: { gt: after } }),
        },
        orderBy: { unitId: 'asc' },
        take: limit + 1,
      })
      return rows as { unitId: Hash; sscc: Sscc }[]
    },
  }
}
export type UnitStore = ReturnType<typeof unitStore>
