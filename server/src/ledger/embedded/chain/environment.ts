/** The ledger's LMDB environment: one file, one named database a kind of record, so that a block commits at once. */
import { open, type Database, type RootDatabase } from 'lmdb'

export type Table = Database<Buffer, Buffer>

/**
 * `headers`, `blocks`, `privateValues` are what is given; everything else can be worked out again from the blocks, which
 * is what verification does. Keys: heights and run numbers u32 big-endian; tiles u8 level | u32 index.
 */
export const derivedTables = ['state', 'tombstones', 'privateHashes', 'transactionIds', 'logTiles'] as const
const tableNames = ['headers', 'blocks', 'privateValues', ...derivedTables] as const
export type TableName = (typeof tableNames)[number]

export interface Environment {
  root: RootDatabase
  tables: Record<TableName, Table>
}

export interface EnvironmentOptions {
  /** Beside a running server, from another process. */
  readOnly?: boolean
  /** To be thrown away: nothing waits for the disk. */
  scratch?: boolean
}

export function openEnvironment(
  dir: string,
  { readOnly = false, scratch = false }: EnvironmentOptions = {},
): Environment {
  const root = open({
    path: dir,
    // Otherwise "data.mdb" only where the path has no extension.
    noSubdir: false,
    readOnly,
    noSync: scratch,
    // One fdatasync a transactionSync, and the answer only after it.
    overlappingSync: false,
    maxDbs: tableNames.length,
    encoding: 'binary',
    keyEncoding: 'binary',
    cache: false,
  })
  const tables = {} as Record<TableName, Table>
  for (const name of tableNames) {
    tables[name] = root.openDB<Buffer, Buffer>({
      name,
      encoding: 'binary',
      keyEncoding: 'binary',
      cache: false,
    })
  }
  return { root, tables }
}

/** Pins what the environment holds now, until `done`. Pages freed meanwhile cannot be used again, so keep it short. */
export type Snapshot = ReturnType<Table['useReadTransaction']>

export function u32Key(value: number): Buffer {
  const key = Buffer.allocUnsafe(4)
  key.writeUInt32BE(value)
  return key
}
