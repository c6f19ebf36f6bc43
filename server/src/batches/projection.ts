/** Products, batches, packs with their history and their counts, and units, as Postgres shows them. Pure. */
import type { Hash, PackRecord, PackState, UnitRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Gtin, Lot } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Act } from '../ledger/projections/act.ts'
import {
  fold,
  follow,
  put,
  remove,
  restsOn,
  type Projection,
  type RestsOn,
  type RowChange,
} from '../ledger/projection.ts'
import type { StateWrite } from '../ledger/projections/stateWrite.ts'
import { batches, packCounts, packs, packTouches, products, tables, units } from './projectionTables.ts'

export const batchesProjection: Projection = {
  tables,
  changes: (act) => act.writes.flatMap((write) => changesOf(act, write)),
}

function changesOf(act: Act, write: StateWrite): RowChange[] {
  const on = restsOn(act)
  switch (write.noun) {
    case 'product':
      return [
        follow(
          products,
          [write.gtin],
          write.record,
          ({ gtin, registrant, name, form, strength, packSize, at }) => ({
            ...{ gtin, registrant, name, form, strength, packSize, at },
            ...on,
          }),
        ),
      ]
    case 'batch': {
      const { gtin, lot, record } = write
      if (record === null) return [remove(batches, [gtin, lot])]
      const { expiresOn, registrant, markets, storage, packs: trees, at } = record
      const facts = { gtin, lot, expiresOn, registrant, markets, storage, packs: trees, at, ...on }
      return [fold(batches, [gtin, lot], (row) => ({ recalled: null, withdrawn: null, ...row, ...facts }))]
    }
    case 'stop': {
      const { recalled, withdrawn } = write.record ?? { recalled: null, withdrawn: null }
      // Contracts stop registered batches only; a stop of no batch would have no row to stand in.
      const stopped = fold(
        batches,
        [write.gtin, write.lot],
        (row) => row && { ...row, recalled, withdrawn, ...on },
      )
      return [stopped]
    }
    case 'pack':
      return packChanges(write.packId, write.record, on)
    case 'unit':
      return [follow(units, [write.unitId], write.record, (record) => unitRow(write.unitId, record, on))]
    case 'organisations':
    case 'organisation':
    case 'participant':
    case 'vote':
    case 'site':
    case 'signingKey':
    case 'request':
      return []
  }
}

function packChanges(packId: Hash, record: PackRecord | null, on: RestsOn): RowChange[] {
  if (record === null) return [remove(packs, [packId])]
  const { gtin, lot, state, seq, touch } = record
  const { move, org, tag, at } = touch
  const row = { packId, gtin, lot, state, seq, move, org, tag, at, ...on }
  const counted = fold(
    packs,
    [packId],
    () => row,
    (before) => [
      ...(before === null ? [] : [countBy(-1, before.gtin, before.lot, before.state, on)]),
      countBy(1, gtin, lot, state, on),
    ],
  )
  return [counted, put(packTouches, row)]
}

function countBy(change: 1 | -1, gtin: Gtin, lot: Lot, state: PackState, on: RestsOn): RowChange {
  return fold(packCounts, [gtin, lot, state], (row) => ({
    gtin,
    lot,
    state,
    count: (row?.count ?? 0) + change,
    ...on,
  }))
}

function unitRow(unitId: Hash, { holder, to, contents, seq, at }: UnitRecord, on: RestsOn) {
  return {
    unitId,
    holderOrg: holder.org,
    holderTag: holder.tag,
    toOrg: to?.org ?? null,
    toTag: to?.tag ?? null,
    contents,
    seq,
    at,
    ...on,
  }
}
