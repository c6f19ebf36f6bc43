/** Where the Postgres read models stand, moved in the same transaction as their rows. */
import type { PoolClient } from 'pg'
import type { Database } from '../../platform/database/openDatabase.ts'
import { actsOf } from './act.ts'
import { applyActs } from './applyActs.ts'
import type { LedgerBlock } from '../port.ts'
import type { Projection } from '../projection.ts'
import type { Checkpoint } from '../replica/replicaStore.ts'

/** All read models of this version. Raise `version` whenever equal blocks would make other rows: they are then made anew. */
export interface Projections {
  version: number
  all: readonly Projection[]
}

/** Another follower of the same database was faster: go on from where it left off. */
export class CursorMoved extends Error {
  override readonly name = 'CursorMoved'
}

const cursorName = 'ledger'

/** Null where nothing was applied yet, or what stands there was made by projections of another version. */
export async function readProjectionCheckpoint(
  database: Database,
  projections: Projections,
): Promise<Checkpoint | null> {
  const row = await database.prisma.ledgerCursor.findUnique({ where: { name: cursorName } })
  if (row?.version !== projections.version || row.height === 0) return null
  return { height: row.height, origin: row.origin, last: row.last }
}

/**
 * Applies blocks that follow `from`, all in one transaction. Rows and checkpoint can be made again from the ledger, so the
 * commit does not wait for the disk; a crash of Postgres may take both back, never one of them.
 * @throws CursorMoved when the database stands elsewhere than at `from`
 */
export async function applyToProjections(
  database: Database,
  projections: Projections,
  from: Checkpoint | null,
  blocks: readonly LedgerBlock[],
): Promise<Checkpoint> {
  return inTransaction(database, async (client) => {
    await client.query('SET LOCAL synchronous_commit = off')
    const standsThere = await lockCursor(client, projections.version, from)
    if (!standsThere) await clearRows(client, projections)
    await applyActs(client, projections.all, blocks.flatMap(actsOf))
    return moveCursor(client, projections.version, from, blocks)
  })
}

/**
 * Makes every row anew from block 0, in one transaction: until it commits the old rows stand, and a crash leaves them. Readers
 * wait meanwhile.
 * @param batches all blocks of the ledger, in order
 */
export async function replaceProjections(
  database: Database,
  projections: Projections,
  batches: AsyncIterable<readonly LedgerBlock[]>,
): Promise<Checkpoint | null> {
  return inTransaction(database, async (client) => {
    await client.query(`SELECT FROM ledger_cursors WHERE name = $1 FOR UPDATE`, [cursorName])
    await clearRows(client, projections)
    let checkpoint: Checkpoint | null = null
    for await (const blocks of batches) {
      await applyActs(client, projections.all, blocks.flatMap(actsOf))
      checkpoint = await moveCursor(client, projections.version, checkpoint, blocks)
    }
    if (checkpoint === null) await client.query('DELETE FROM ledger_cursors WHERE name = $1', [cursorName])
    return checkpoint
  })
}

/**
 * Locks the cursor until the transaction ends.
 * @returns whether the rows stand at `from`; false: there are none of this version yet
 */
async function lockCursor(client: PoolClient, version: number, from: Checkpoint | null): Promise<boolean> {
  const insert = `INSERT INTO ledger_cursors (name, version, height, origin, last) VALUES ($1, 0, 0, '', '')
                  ON CONFLICT (name) DO NOTHING`
  await client.query(insert, [cursorName])
  const { rows } = await client.query<{ version: number; height: number; last: string }>(
    'SELECT version, height, last FROM ledger_cursors WHERE name = $1 FOR UPDATE',
    [cursorName],
  )
  const cursor = rows[0]?.version === version ? rows[0] : null
  if ((cursor?.height ?? 0) !== (from?.height ?? 0) || (cursor?.last ?? '') !== (from?.last ?? '')) {
    throw new CursorMoved()
  }
  return cursor !== null
}

async function moveCursor(
  client: PoolClient,
  version: number,
  from: Checkpoint | null,
  blocks: readonly LedgerBlock[],
): Promise<Checkpoint> {
  const ends = [blocks[0], blocks.at(-1)].map((block) => Buffer.from(block?.hash ?? '').toString('base64url'))
  const [first = '', last = ''] = ends
  const checkpoint = { height: (from?.height ?? 0) + blocks.length, origin: from?.origin ?? first, last }
  await client.query(
    `INSERT INTO ledger_cursors (name, version, height, origin, last) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO UPDATE SET version = $2, height = $3, origin = $4, last = $5`,
    [cursorName, version, checkpoint.height, checkpoint.origin, checkpoint.last],
  )
  return checkpoint
}

async function clearRows(client: PoolClient, projections: Projections): Promise<void> {
  const names = projections.all.flatMap(({ tables }) => tables.map(({ name }) => name))
  await client.query(`TRUNCATE ${names.join(', ')}`)
}

async function inTransaction<T>(database: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect()
  let broken: unknown
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => undefined,
      (rollbackError: unknown) => rollbackError,
    )
    throw error
  } finally {
    // A connection that could not even roll back must not serve anybody again.
    client.release(broken !== undefined)
  }
}
