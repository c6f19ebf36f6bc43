/** The rows that `projection.ts` makes, and the tables of prisma/projections.prisma they stand in. */
import type { Gtin, Lot } from '../../../chaincode/src/domain/gs1/keys.ts'
import type {
  BatchRecord,
  Hash,
  Msp,
  PackMove,
  PackState,
  ProductRecord,
  StopRecord,
  UnitContent,
} from '../../../chaincode/src/domain/ledgerApi.ts'
import { forgetRow, restColumns, type RestsOn, type RowOf, type Table } from '../ledger/projection.ts'

export type ProductRow = RowOf<ProductRecord>
export const products: Table<ProductRow> = {
  name: 'ledger_products',
  key: ['gtin'],
  columns: {
    gtin: 'text',
    registrant: 'text',
    name: 'text',
    form: 'text',
    strength: 'text',
    packSize: 'integer',
    at: 'timestamptz',
    ...restColumns,
  },
}

export type BatchRow = RowOf<BatchRecord & StopRecord>
export const batches: Table<BatchRow> = {
  name: 'ledger_batches',
  key: ['gtin', 'lot'],
  columns: {
    gtin: 'text',
    lot: 'text',
    expiresOn: 'text',
    registrant: 'text',
    markets: 'text[]',
    storage: 'jsonb',
    packs: 'jsonb',
    at: 'timestamptz',
    recalled: 'jsonb',
    withdrawn: 'jsonb',
    ...restColumns,
  },
}

/** A pack as its last touch left it; in `packTouches`, as each touch did. */
export interface PackRow extends RestsOn {
  packId: Hash
  gtin: Gtin
  lot: Lot
  state: PackState
  seq: number
  move: PackMove | 'undo'
  org: Msp
  tag: Hash
  at: number
}
const packColumns: Table<PackRow>['columns'] = {
  packId: 'text',
  gtin: 'text',
  lot: 'text',
  state: 'text',
  seq: 'integer',
  move: 'text',
  org: 'text',
  tag: 'text',
  at: 'timestamptz',
  ...restColumns,
}
export const packs: Table<PackRow> = { name: 'ledger_packs', key: ['packId'], columns: packColumns }
export const packTouches: Table<PackRow> = {
  name: 'ledger_pack_touches',
  key: ['packId', 'seq'],
  columns: packColumns,
}

export interface PackCountRow extends RestsOn {
  gtin: Gtin
  lot: Lot
  state: PackState
  count: number
}
export const packCounts: Table<PackCountRow> = {
  name: 'ledger_pack_counts',
  key: ['gtin', 'lot', 'state'],
  columns: { gtin: 'text', lot: 'text', state: 'text', count: 'integer', ...restColumns },
}

export interface UnitRow extends RestsOn {
  unitId: Hash
  holderOrg: Msp
  holderTag: Hash
  toOrg: Msp | null
  toTag: Hash | null
  contents: UnitContent[]
  seq: number
  at: number
}
export const units: Table<UnitRow> = {
  name: 'ledger_units',
  key: ['unitId'],
  columns: {
    unitId: 'text',
    holderOrg: 'text',
    holderTag: 'text',
    toOrg: 'text',
    toTag: 'text',
    contents: 'jsonb',
    seq: 'integer',
    at: 'timestamptz',
    ...restColumns,
  },
}

export const tables = [
  forgetRow(products),
  forgetRow(batches),
  forgetRow(packs),
  forgetRow(packTouches),
  forgetRow(packCounts),
  forgetRow(units),
]
