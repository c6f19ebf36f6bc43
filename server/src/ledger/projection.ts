/**
 * What a capability tells the follower about its read models: tables, and a pure function from what happened to rows.
 * Nothing here or there touches a database; `projectionStore.ts` loads, folds and writes the rows in bulk.
 */
import type { Act } from './projections/act.ts'

/** Types of Postgres and their values here: times are integer ms for `timestamptz`, numbers safe integers for `bigint`. */
export type ColumnType = 'text' | 'text[]' | 'integer' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb'

/** A table of the read model; `Row`'s names are the columns' in camelCase. */
export interface Table<Row extends object = Record<string, unknown>> {
  /** As in the database. */
  name: string
  key: readonly (keyof Row & string)[]
  columns: { readonly [Column in keyof Row]-?: ColumnType }
}

/** Every row says which transaction, in which block, it rests on. */
export interface RestsOn {
  height: number
  txId: string
}
export const restColumns = { height: 'integer', txId: 'text' } as const

/** A row that shows a whole record: a new field of the record wants a column. */
export type RowOf<Rec extends { v: number }> = Omit<Rec, 'v'> & RestsOn

export interface RowChange {
  table: Table
  /** Values of the table's key columns, in their order. */
  key: readonly (string | number)[]
  /** null: there is no such row (before), or there shall be none (after). */
  apply: (row: Record<string, unknown> | null) => Record<string, unknown> | null
  /** False where `apply` does not look at the row, so that it need not be loaded. */
  looksAtRow: boolean
  /** Changes of other rows that follow from this one, such as counts; they come after all of the same blocks' own. */
  then?: (before: Record<string, unknown> | null, after: Record<string, unknown> | null) => RowChange[]
}

export interface Projection {
  tables: readonly Table[]
  /** The row changes of a valid transaction, in order. Pure: equal acts give equal changes. */
  changes: (act: Act) => RowChange[]
}

/** The row is made from the record alone, whatever was there. */
export function put<Row extends object>(table: Table<Row>, row: Row): RowChange {
  const key = table.key.map((column) => row[column] as string | number)
  return { table: forgetRow(table), key, apply: () => row as Record<string, unknown>, looksAtRow: false }
}

/** The row is made from the one before. */
export function fold<Row extends object>(
  table: Table<Row>,
  key: readonly (string | number)[],
  apply: (row: Row | null) => Row | null,
  then: (before: Row | null, after: Row | null) => RowChange[] = () => [],
): RowChange {
  // `Row` is the table's: `projectionStore.ts` gives a table's changes only that table's rows.
  return { table: forgetRow(table), key, apply, then, looksAtRow: true } as unknown as RowChange
}

export function remove<Row extends object>(table: Table<Row>, key: readonly (string | number)[]): RowChange {
  return { table: forgetRow(table), key, apply: () => null, looksAtRow: false }
}

/** `put` where there is a record, `remove` where it was deleted. */
export function follow<Row extends object, Rec>(
  table: Table<Row>,
  key: readonly (string | number)[],
  record: Rec | null,
  rowOf: (record: Rec) => Row,
): RowChange {
  return record === null ? remove(table, key) : put(table, rowOf(record))
}

export function forgetRow<Row extends object>(table: Table<Row>): Table {
  return table
}

export function restsOn(act: Act): RestsOn {
  return { height: act.height, txId: act.txId }
}
