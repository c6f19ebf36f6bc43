/** What the replica cannot answer: which batches shipments have brought to a participant. */
import type { Database } from '../platform/database/openDatabase.ts'

/** Whether a unit that declares this batch is, on the ledger, in the hands of the participant. */
export async function hasReceivedBatch(
  { pool }: Database,
  participant: string,
  gtin: string,
  lot: string,
): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `select exists (
       select from unit_tags t join ledger_units u on u.unit_id = t.unit_id and u.holder_tag = t.tag
       where t.participant = $1 and u.contents @> jsonb_build_array(jsonb_build_object('gtin', $2::text, 'lot', $3::text))
     ) as there`,
    [participant, gtin, lot],
  )
  return rows[0]?.there === true
}
