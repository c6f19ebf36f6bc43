/** The audit trail in Postgres. */
import type { Database } from '../platform/database/openDatabase.ts'
import type { Scan } from '../platform/database/generated/client.ts'
import type { Frame } from './frames.ts'
import { scanRecordArray } from './scanRecord.ts'

/** Bytes of the segment that are already rows. */
export async function readDrainedTo({ pool }: Database, segment: string): Promise<number> {
  const { rows } = await pool.query<{ drained_to: string }>(
    'select drained_to from scan_segment where segment = $1',
    [segment],
  )
  return Number(rows[0]?.drained_to ?? 0)
}

/**
 * Rows and cursor in one statement, so in one transaction: all or none, and a repeat changes nothing. Postgres takes the
 * records apart itself: turned into values here, they would cost the counter as much as its answers do.
 */
export async function insertDrained(
  { pool }: Database,
  segment: string,
  frames: readonly Pick<Frame, 'offset' | 'payload'>[],
  drainedTo: number,
): Promise<void> {
  await pool.query(
    `with rows as (
       insert into scan (segment, journal_offset, at, channel, participant, site, account, verdict, alert, gtin, lot,
                         pack_id, scan_hash, intent, height)
       select $1, * from rows from (
         unnest($3::bigint[]),
         json_to_recordset($4::json) as (at bigint, channel text, participant text, site text, account text,
                                         verdict text, alert text, gtin text, lot text, "packId" text,
                                         "scanHash" text, intent text, height bigint))
       on conflict do nothing)
     insert into scan_segment (segment, drained_to) values ($1, $2)
     on conflict (segment) do update set drained_to = greatest(scan_segment.drained_to, excluded.drained_to)`,
    [
      segment,
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
  before: { segment: string; offset: number } | null,
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
      ...(before === null
        ? {}
        : {
            OR: [
              { segment: { lt: before.segment } },
              { segment: before.segment, offset: { lt: before.offset } },
            ],
          }),
    },
    orderBy: [{ segment: 'desc' }, { offset: 'desc' }],
    take: limit,
  })
}
