import type { Act } from './act.ts'
import type { Projection, RowChange, Table } from '../projection.ts'
import { deleteRows, loadRows, writeRows, type Sql } from './projectionRows.ts'

type Row = Record<string, unknown>

/**
 * Turns acts into rows, in order: loads the rows that changes look at, folds in memory, writes what came out. A few
 * statements for each table, however many acts there are.
 */
export async function applyActs(
  sql: Sql,
  projections: readonly Projection[],
  acts: readonly Act[],
): Promise<void> {
  let changes = acts.flatMap((act) => projections.flatMap((projection) => projection.changes(act)))
  while (changes.length > 0) {
    const following: RowChange[] = []
    for (const [table, ofTable] of byTable(changes))
      following.push(...(await changeRows(sql, table, ofTable)))
    changes = following
  }
}

/** @returns the changes that follow from these */
async function changeRows(sql: Sql, table: Table, changes: readonly RowChange[]): Promise<RowChange[]> {
  const rows = await rowsLookedAt(sql, table, changes)
  const keys = new Map<string, RowChange['key']>()
  const following: RowChange[] = []
  for (const { key, apply, then } of changes) {
    const name = nameOf(key)
    const before = rows.get(name) ?? null
    const after = apply(before)
    rows.set(name, after)
    keys.set(name, key)
    if (then !== undefined) following.push(...then(before, after))
  }
  const written = [...keys.keys()].map((name) => rows.get(name) ?? null).filter((row) => row !== null)
  const gone = [...keys].filter(([name]) => rows.get(name) === null).map(([, key]) => key)
  if (written.length > 0) await writeRows(sql, table, written)
  if (gone.length > 0) await deleteRows(sql, table, gone)
  return following
}

async function rowsLookedAt(
  sql: Sql,
  table: Table,
  changes: readonly RowChange[],
): Promise<Map<string, Row | null>> {
  const keys = new Map(changes.filter(({ looksAtRow }) => looksAtRow).map(({ key }) => [nameOf(key), key]))
  if (keys.size === 0) return new Map()
  const rows = await loadRows(sql, table, [...keys.values()])
  return new Map(rows.map((row) => [nameOf(table.key.map((column) => row[column] as string | number)), row]))
}

function byTable(changes: readonly RowChange[]): Map<Table, RowChange[]> {
  const groups = new Map<Table, RowChange[]>()
  for (const change of changes) {
    const group = groups.get(change.table)
    if (group === undefined) groups.set(change.table, [change])
    else group.push(change)
  }
  return groups
}

function nameOf(key: RowChange['key']): string {
  return JSON.stringify(key)
}
