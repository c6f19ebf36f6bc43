/** SQL for tables that are described, not known: load rows by key, write them, delete them, each in one statement. */
import type { ColumnType, Table } from '../projection.ts'

type Row = Record<string, unknown>

/** What runs SQL: a pool, or one of its clients inside a transaction. */
export interface Sql {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

export function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** `a::text, b::integer ...` of a relation whose columns are all text: values travel as arrays of text, cast there. */
function castColumns(table: Table, columns: readonly string[]): string {
  return columns.map((column) => `x.${columnName(column)}::${typeOf(table, column)}`).join(', ')
}

function unnested(columns: readonly string[]): string {
  const arrays = columns.map((_, i) => `$${String(i + 1)}::text[]`).join(', ')
  return `unnest(${arrays}) AS x(${columns.map(columnName).join(', ')})`
}

export async function loadRows(
  sql: Sql,
  table: Table,
  keys: readonly (readonly (string | number)[])[],
): Promise<Row[]> {
  const same = table.key.map(
    (column) => `t.${columnName(column)} = x.${columnName(column)}::${typeOf(table, column)}`,
  )
  const columns = Object.keys(table.columns)
  const { rows } = await sql.query(
    `SELECT ${columns.map((column) => `t.${columnName(column)}`).join(', ')}
     FROM ${unnested(table.key)} JOIN ${table.name} t ON ${same.join(' AND ')}`,
    table.key.map((_, i) => keys.map((key) => String(key[i]))),
  )
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => [column, fromColumn(typeOf(table, column), row[columnName(column)])]),
    ),
  )
}

export async function writeRows(sql: Sql, table: Table, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(table.columns)
  const others = columns.filter((column) => !table.key.includes(column)).map(columnName)
  await sql.query(
    `INSERT INTO ${table.name} (${columns.map(columnName).join(', ')})
     SELECT ${castColumns(table, columns)} FROM ${unnested(columns)}
     ON CONFLICT (${table.key.map(columnName).join(', ')})
     DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    columns.map((column) => rows.map((row) => toText(typeOf(table, column), row[column]))),
  )
}

export async function deleteRows(
  sql: Sql,
  table: Table,
  keys: readonly (readonly (string | number)[])[],
): Promise<void> {
  const names = table.key.map(columnName).join(', ')
  await sql.query(
    `DELETE FROM ${table.name} WHERE (${names}) IN (SELECT ${castColumns(table, table.key)} FROM ${unnested(table.key)})`,
    table.key.map((_, i) => keys.map((key) => String(key[i]))),
  )
}

export function typeOf(table: Table, column: string): ColumnType {
  const types: Readonly<Record<string, ColumnType | undefined>> = table.columns
  const type = types[column]
  if (type === undefined) throw new Error(`${table.name} has no column ${column}`)
  return type
}

function toText(type: ColumnType, value: unknown): string | null {
  if (value === null || value === undefined) return null
  switch (type) {
    case 'text':
      return value as string
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'jsonb':
      return JSON.stringify(value)
    case 'timestamptz':
      return new Date(value as number).toISOString()
    case 'text[]':
      return `{${(value as string[]).map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
  }
}

function fromColumn(type: ColumnType, value: unknown): unknown {
  if (value === null) return null
  switch (type) {
    case 'timestamptz':
      return (value as Date).getTime()
    case 'bigint':
      return Number(value)
    case 'text':
    case 'integer':
    case 'boolean':
    case 'jsonb':
    case 'text[]':
      return value
  }
}
