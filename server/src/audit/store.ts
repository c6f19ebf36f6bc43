/** The audit trail in Postgres. */
import type { Database } from '../platform/database/openDatabase.ts'
import type { Scan } from '../platform/database/generated/client.ts'
import type { Frame } from './frames.ts'
import { scanRecordArray } from './scanRecord.ts'

/** A segment as Postgres knows it. */
export interface DrainedSegment {
  number: number
  /** Bytes of it that are already rows. */
  drainedTo: number
}

/** What is known of the segment; it gets its number the first time. */
export async function readDrained({ pool }: Database, segment: string): Promise<DrainedSegment> {
  const { rows } = await pool.query<{ number: number; drained_to: string }>(
    `insert into scan_segment (segment, drained_to) values ($1, 0)
     on conflict (segment) do update set drained_to = scan_segment.drained_to returning number, drained_to`,
    [segment],
  )
  const [row] = rows
  if (row === undefined) throw new Error(`segment ${segment} got no number`)
  return { number: row.number, drainedTo: Number(row.drained_to) }
}

/**
 * Rows and cursor in one statement, so in one transaction: all or none, and a repeat changes nothing. Postgres takes the
 * records apart itself: turned into values here, they would cost the counter as much as its answers do.
 */
export async function insertDrained(
  { pool }: Database,
  segmentNumber: number,
  frames: readonly Pick<Frame, 'offset' | 'payload'>[],
  drainedTo: number,
): Promise<void> {
  await pool.query(
    `with rows as (
       insert into scan (place, at, channel, participant, site, account, verdict, alert, gtin, lot,
                         pack_id, scan_hash, intent, height, signature)
       select ($1::bigint << 32) + journal_offset, at, channel, participant, site, account, verdict, alert, gtin, lot,
              "packId", "scanHash", intent, height, signature from rows from (
         unnest($3::bigint[]),
         json_to_recordset($4::json) as (at bigint, channel text, participant text, site text, account text,
                                         verdict text, alert text, gtin text, lot text, "packId" text,
                                         "scanHash" text, intent text, height bigint, signature text)) as rows (journal_offset)
       on conflict do nothing)
     update scan_segment set drained_to = greatest(drained_to, $2) where number = $1`,
    [
      segmentNumber,
      drainedTo,
      `{${frames.map(({ offset }) => offset).join(',')}}`,
      scanRecordArray(frames.map(({ payload }) => payload)),
    ],
  )
}

export interface ScanFilter {
  /** Only this participant's; undefined: everybody's. */
  participant?: string | undefined
  verdict?: string | undefined
  gtin?: string | undefined
  lot?: string | undefined
  /** Integer ms, first included, last not. */
  from?: number | undefined
  to?: number | undefined
}

/** Newest first (the order of the journal), `limit` at most, those before `before`. */
export function listScans(
  { prisma }: Database,
  filter: ScanFilter,
  limit: number,
  before: bigint | null,
): Promise<Scan[]> {
  const { participant, verdict, gtin, lot, from, to } = filter
  return prisma.scan.findMany({
    where: {
      ...(participant === undefined ? {} : { participant }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(gtin === undefined ? {} : { gtin }),
      ...(lot === undefined ? {} : { lot }),
      ...(from === undefined && to === undefined
        ? {}
        : { at: { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lt: to }) } }),
      ...(before === null ? {} : { place: { lt: before } }),
    },
    orderBy: { place: 'desc' },
    take: limit,
  })
}
