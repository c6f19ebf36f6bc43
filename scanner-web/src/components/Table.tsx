import type { Key, ReactNode } from 'react'
import styles from './Table.module.css'

export interface Column<Row> {
  title: string
  show: (row: Row) => ReactNode
  /** Numbers stand to the right. */
  end?: boolean
}

interface TableProps<Row> {
  /** Read out by screen readers. */
  caption: string
  /** The first column names the row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => Key
}

/** A real table (its roles are spelled out, since `display` takes them away in some browsers); on a phone every row becomes a card with the columns' titles beside the values. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table className={styles.table} role="table">
      <caption className="hidden-but-read">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, end }) => (
            <th key={title} scope="col" role="columnheader" className={end ? styles.end : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ title, show, end }, index) => {
              const Cell = index === 0 ? 'th' : 'td'
              return (
                <Cell
                  key={title}
                  {...(index === 0 ? { scope: 'row', role: 'rowheader' } : { role: 'cell' })}
                  data-title={title}
                  className={end ? styles.end : undefined}
                >
                  <div>{show(row)}</div>
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
