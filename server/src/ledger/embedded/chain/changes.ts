/** What a block writes, to the tables at once or as bytes for the thread that does it. */
import { tableNames, type Environment, type TableName } from './environment.ts'
import { BinaryWriter } from './binary.ts'

export interface TableWriter {
  put(table: TableName, key: Buffer, value: Buffer): void
  remove(table: TableName, key: Buffer): void
}

/** Call what uses it inside a write transaction. */
export function writerInto({ tables }: Environment): TableWriter {
  return {
    put(table, key, value) {
      tables[table].putSync(key, value)
    },
    remove(table, key) {
      tables[table].removeSync(key)
    },
  }
}

const places = Object.fromEntries(tableNames.map((name, place) => [name, place])) as Record<TableName, number>

/** For commitThread.js, which reads it: `u8 table | u16 key length | key | u32 value length + 1, or 0 | value`. */
export class PackedChanges implements TableWriter {
  private readonly writer: BinaryWriter

  constructor(sizeHint: number) {
    this.writer = new BinaryWriter(sizeHint)
  }

  put(table: TableName, key: Buffer, value: Buffer): void {
    this.writer.u8(places[table]).u16(key.length).raw(key)
    this.writer.u32(value.length + 1).raw(value)
  }

  remove(table: TableName, key: Buffer): void {
    this.writer.u8(places[table]).u16(key.length).raw(key).u32(0)
  }

  take(): Buffer {
    return this.writer.take()
  }
}
