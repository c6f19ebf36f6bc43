/** The rows that `projection.ts` makes, and the tables of prisma/projections.prisma they stand in. */
import type { Gln, Gtin, Lot } from '../../../chaincode/src/domain/gs1/keys.ts'
import type {
  Hash,
  Msp,
  PackMove,
  PackState,
  PackTree,
  Stop,
  StorageRule,
  UnitContent,
} from '../../../chaincode/src/domain/ledgerApi.ts'
import { forgetRow, type RestsOn, type Table } from '../ledger/projection.ts'

const rest = { height: 'integer', txId: 'text' } as const

export interface ProductRow extends RestsOn {
  gtin: Gtin
  registrant: Gln
  name: string
  form: string
  strength: string
  packSize: number
  at: number
}
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
    ...rest,
  },
}

export interface BatchRow extends RestsOn {
  gtin: Gtin
  lot: Lot
  expiresOn: string
  registrant: Gln
  markets: string[]
  storage: StorageRule | null
  packs: PackTree[]
  at: number
  recalled: Stop | null
  withdrawn: Stop | null
}
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
    ...rest,
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
  ...rest,
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
  columns: { gtin: 'text', lot: 'text', state: 'text', count: 'integer', ...rest },
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
    ...rest,
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
