/** Reads products and batches as the follower wrote them of the ledger. */
import type { Gln, Gtin, Lot } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { PackState } from '../../../chaincode/src/domain/ledgerApi.ts'
import {
  Prisma,
  type LedgerBatch,
  type LedgerPackCount,
  type LedgerProduct,
} from '../platform/database/generated/client.ts'
import type { Database } from '../platform/database/openDatabase.ts'

/** How many packs are in a state, of those that something ever happened to; states without any are left out. */
export type PackCounts = Partial<Record<PackState, number>>
export type BatchWithCounts = LedgerBatch & { counts: PackCounts }

export interface ProductFilter {
  registrant?: Gln
  /** Part of the name, in any case, or the beginning of the GTIN. */
  search?: string
}
export interface BatchFilter {
  registrant?: Gln
  gtin?: Gtin
  lot?: Lot
  stop?: 'recalled' | 'withdrawn'
  /** How the lot number or the GTIN begins; case of the lot does not matter. */
  search?: string
}

/** Lists give one row more than `limit` where there are more (see `toPage`). */
export type BatchReadStore = ReturnType<typeof batchReadStore>

export function batchReadStore({ prisma }: Database) {
  async function withCounts(batches: LedgerBatch[]): Promise<BatchWithCounts[]> {
    if (batches.length === 0) return []
    const keys = batches.map(({ gtin, lot }) => ({ gtin, lot }))
    const counts = await prisma.ledgerPackCount.findMany({ where: { OR: keys, count: { gt: 0 } } })
    return batches.map((batch) => ({ ...batch, counts: countsOf(batch, counts) }))
  }

  return {
    product: (gtin: Gtin): Promise<LedgerProduct | null> =>
      prisma.ledgerProduct.findUnique({ where: { gtin } }),

    /** By GTIN. */
    products(filter: ProductFilter, limit: number, afterGtin: string | null): Promise<LedgerProduct[]> {
      const { registrant, search } = filter
      return prisma.ledgerProduct.findMany({
        where: {
          ...(registrant !== undefined && { registrant }),
          ...(afterGtin !== null && { gtin: { gt: afterGtin } }),
          ...(search !== undefined && { AND: called(search) }),
        },
        orderBy: { gtin: 'asc' },
        take: limit + 1,
      })
    },

    async batch(gtin: Gtin, lot: Lot): Promise<BatchWithCounts | null> {
      const row = await prisma.ledgerBatch.findUnique({ where: { gtin_lot: { gtin, lot } } })
      return row === null ? null : ((await withCounts([row]))[0] ?? null)
    },

    /** By GTIN and lot number. */
    async batches(
      filter: BatchFilter,
      limit: number,
      after: { gtin: string; lot: string } | null,
    ): Promise<BatchWithCounts[]> {
      const { stop, search, ...same } = filter
      const rows = await prisma.ledgerBatch.findMany({
        where: {
          ...same,
          ...(stop !== undefined && { [stop]: { not: Prisma.DbNull } }),
          ...(search !== undefined && { AND: begins(search) }),
          ...(after !== null && {
            OR: [{ gtin: { gt: after.gtin } }, { gtin: after.gtin, lot: { gt: after.lot } }],
          }),
        },
        orderBy: [{ gtin: 'asc' }, { lot: 'asc' }],
        take: limit + 1,
      })
      return withCounts(rows)
    },
  }
}

function countsOf({ gtin, lot }: LedgerBatch, counts: readonly LedgerPackCount[]): PackCounts {
  const own = counts.filter((count) => count.gtin === gtin && count.lot === lot)
  return Object.fromEntries(own.map(({ state, count }) => [state, count]))
}

/** Prisma hands the text to LIKE as it is, where _ and % stand for anything. */
function literally(search: string): string {
  return search.replace(/[\\%_]/g, '\\$&')
}

function begins(search: string) {
  const startsWith = literally(search)
  return { OR: [{ lot: { startsWith, mode: 'insensitive' as const } }, { gtin: { startsWith } }] }
}

function called(search: string) {
  const contains = literally(search)
  return { OR: [{ name: { contains, mode: 'insensitive' as const } }, { gtin: { startsWith: contains } }] }
}
