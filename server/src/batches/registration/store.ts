/** Pack keys in use and the maker's serials. */
import type { Gtin, Lot, Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, PackTree } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { PoolClient } from 'pg'
import type { Database } from '../../platform/database/openDatabase.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { abandonedAfterMs } from '../abandonedAfterMs.ts'

/** Rows in one statement: enough to forget its cost, few enough to keep its parameters small. */
const rowsAtOnce = 20_000

export interface NewSerialSet {
  gtin: Gtin
  lot: Lot
  serials: readonly Serial[]
  /** SHA-256 over brought serials; null where they were drawn. */
  broughtAs: Hash | null
}

export interface SerialSetFacts {
  id: number
  root: Hash
  depth: number
  keyId: Hash
  lot: string
  count: number
}

export function registrationStore({ prisma, pool }: Database) {
  return {
    async keyInUse(gtin: Gtin, year: number): Promise<Hash | null> {
      const row = await prisma.packKeyInUse.findUnique({ where: { gtin_year: { gtin, year } } })
      return row?.keyId ?? null
    },
    /** The key that is in use from now on: this one, or the one that somebody else was faster with. */
    async useKey(gtin: Gtin, year: number, keyId: Hash): Promise<Hash> {
      const where = { gtin_year: { gtin, year } }
      const row = await prisma.packKeyInUse.upsert({ where, create: { gtin, year, keyId }, update: {} })
      return row.keyId
    },

    /** Sets of one batch in the order prepared. */
    async setsOf(gtin: Gtin, lot: Lot): Promise<SerialSetFacts[]> {
      return prisma.serialSet.findMany({ where: { gtin, lot }, orderBy: { id: 'asc' } })
    },
    async broughtSet(gtin: Gtin, lot: Lot, broughtAs: Hash): Promise<SerialSetFacts | null> {
      return prisma.serialSet.findFirst({ where: { gtin, lot, broughtAs } })
    },
    /** Sets of a GTIN that were prepared so long ago that the ledger can no longer take them. */
    async oldSets(gtin: Gtin): Promise<SerialSetFacts[]> {
      const before = new Date(Date.now() - abandonedAfterMs)
      return prisma.serialSet.findMany({ where: { gtin, preparedAt: { lt: before } } })
    },
    /** The set's time to be registered begins anew. false: it was removed meanwhile. */
    async takeUpSet(root: Hash): Promise<boolean> {
      const data = { preparedAt: new Date() }
      return (await prisma.serialSet.updateMany({ where: { root }, data })).count > 0
    },
    async removeSet(root: Hash): Promise<void> {
      const set = await prisma.serialSet.findUnique({ where: { root } })
      if (set === null) return
      await prisma.$transaction([
        prisma.packSerial.deleteMany({ where: { setId: set.id } }),
        prisma.serialSet.delete({ where: { root } }),
      ])
    },

    /**
     * Writes a set whole or not at all. The rows go in while `tree` still grows: the thread hashes, Postgres writes.
     * @throws Refusal CONFLICT where another set of the GTIN holds one of the serials
     */
    async addSet(set: NewSerialSet, tree: Promise<PackTree>): Promise<void> {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const id = await insertSerials(client, set)
        const { root, depth, keyId } = await tree
        await client.query(
          `INSERT INTO serial_sets (id, root, depth, key_id, gtin, lot, count, brought_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [id, root, depth, keyId, set.gtin, set.lot, set.serials.length, set.broughtAs],
        )
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined)
        throw isTaken(error)
          ? new Refusal('CONFLICT', { field: 'serials', reason: taken, gtin: set.gtin })
          : error
      } finally {
        client.release()
      }
    },

    /** The first of these serials, in their order, that another set of the GTIN holds. */
    async findTaken(
      gtin: Gtin,
      serials: readonly Serial[],
      except: number | null,
    ): Promise<{ index: number; lot: string } | null> {
      for (let start = 0; start < serials.length; start += rowsAtOnce) {
        const { rows } = await pool.query<{ index: string; lot: string }>(
          `SELECT asked.index, sets.lot
             FROM unnest($2::text[]) WITH ORDINALITY AS asked (serial, index)
             JOIN pack_serials held ON held.gtin = $1 AND held.serial = asked.serial
             JOIN serial_sets sets ON sets.id = held.set_id
            WHERE sets.id IS DISTINCT FROM $3 ORDER BY asked.index LIMIT 1`,
          [gtin, serials.slice(start, start + rowsAtOnce), except],
        )
        const [row] = rows
        if (row !== undefined) return { index: start + Number(row.index) - 1, lot: row.lot }
      }
      return null
    },

    /** Serials of a set from `position` on (from 0), in their order. */
    async serialsFrom(setId: number, position: number, limit: number): Promise<Serial[]> {
      const rows = await prisma.packSerial.findMany({
        where: { setId, position: { gte: position } },
        orderBy: { position: 'asc' },
        take: limit,
        select: { serial: true },
      })
      return rows.map(({ serial }) => serial as Serial)
    },
  }
}
export type RegistrationStore = ReturnType<typeof registrationStore>

const taken = 'one of them is registered, or being registered, for this GTIN already'

async function insertSerials(client: PoolClient, { gtin, serials }: NewSerialSet): Promise<number> {
  const { rows } = await client.query<{ id: number }>(`SELECT nextval('serial_sets_id_seq')::int AS id`)
  const id = rows[0]?.id ?? 0
  for (let start = 0; start < serials.length; start += rowsAtOnce) {
    await client.query(
      `INSERT INTO pack_serials (set_id, position, gtin, serial)
       SELECT $1, $2 + index - 1, $3, serial FROM unnest($4::text[]) WITH ORDINALITY AS rows (serial, index)`,
      [id, start, gtin, serials.slice(start, start + rowsAtOnce)],
    )
  }
  return id
}

/** 23505: unique_violation (PostgreSQL documentation, appendix A). */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'table' in error &&
    error.table === 'pack_serials'
  )
}
