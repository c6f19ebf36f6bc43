import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Database } from '../../platform/database/openDatabase.ts'
import type { Table } from '../projection.ts'
import { columnName, typeOf } from './projectionRows.ts'
import type { Projections } from './projectionStore.ts'

const rowsAtOnce = 5_000

/** SHA-256 (hex) over all rows of each table in key order: two databases that followed the same blocks have the same. */
export type ProjectionDigest = Record<string, { rows: number; sha256: string }>

/** Reads every row once, all as of one moment. */
export async function projectionDigest(
  database: Database,
  projections: Projections,
): Promise<ProjectionDigest> {
  const client = await database.pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const digest: ProjectionDigest = {}
    for (const table of projections.all.flatMap(({ tables }) => tables))
      digest[table.name] = await digestOf(client, table)
    await client.query('COMMIT')
    return digest
  } finally {
    client.release()
  }
}

/** Columns by name, keys by byte order: neither the columns' order nor the database's language matters. */
async function digestOf(client: PoolClient, table: Table): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256')
  const columns = Object.keys(table.columns).map(columnName).sort()
  const keys = table.key.map(
    (key) => `${columnName(key)}${typeOf(table, key) === 'text' ? ' COLLATE "C"' : ''}`,
  )
  await client.query(
    `DECLARE all_rows NO SCROLL CURSOR FOR
     SELECT jsonb_build_array(${columns.join(', ')})::text AS row FROM ${table.name} ORDER BY ${keys.join(', ')}`,
  )
  let count = 0
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${String(rowsAtOnce)} FROM all_rows`)
    for (const { row } of rows) hash.update(`${row}\n`)
    count += rows.length
    if (rows.length < rowsAtOnce) break
  }
  await client.query('CLOSE all_rows')
  return { rows: count, sha256: hash.digest('hex') }
}
