/** The audit trail in Postgres. */
import type { Database } from '../platform/database/openDatabase.ts'
import type { Scan } from '../platform/database/generated/client.ts'
import type { ScanRecord } from './scanRecord.ts'

export interface DrainedRecord extends ScanRecord {
  /** Start of its frame in the segment. */
  offset: number
}

/** Bytes of the segment that are already rows. */
export async function readDrainedTo({ pool }: Database, segment: string): Promise<number> {
  const { rows } = await pool.query<{ drained_to: string }>(
    'select drained_to from scan_segment where segment = $1',
    [segment],
  )
  return Number(rows[0]?.drained_to ?? 0)
}

/** Rows and cursor in one statement, so in one transaction: all or none, and a repeat changes nothing. */
export async function insertDrained(
  { pool }: Database,
  segment: string,
  records: readonly DrainedRecord[],
  drainedTo: number,
): Promise<void> {
  const column = <Name extends keyof DrainedRecord>(name: Name) => records.map((record) => record[name])
  await pool.query(
    `with rows as (
       insert into scan (segment, journal_offset, at, channel, participant, site, account, verdict, alert, gtin, lot,
                         pack_id, scan_hash, intent, height)
       select $1, * from unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                                $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bigint[])
       on conflict do nothing)
     insert into scan_segment (segment, drained_to) values ($1, $2)
     on conflict (segment) do update set drained_to = greatest(scan_segment.drained_to, excluded.drained_to)`,
    [
      segment,
      drainedTo,
      column('offset'),
      column('at'),
      column('channel'),
      column('participant'),
      column('site'),
      column('account'),
      column('verdict'),
      column('alert'),
      column('gtin'),
      column('lot'),
      column('packId'),
      column('scanHash'),
      column('intent'),
      column('height'),
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
