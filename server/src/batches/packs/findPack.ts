/** Where a serial is registered: the pack's ledger id under each key of its product, against the trees of its batches. */
import type { Gtin, Lot, Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { BatchRecord, Hash, PackRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { entryOf, packIdOf, type Hashing } from '../../../../chaincode/src/domain/names.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { PackKeys } from '../packKeys.ts'

export interface PackSources {
  state: Pick<Replica, 'read' | 'keys'>
  packKeys: Pick<PackKeys, 'read'>
  /** Whether a tree holds an entry (32 bytes); null: its leaf file is not here. */
  leaves: { has(root: Hash, depth: number, entry: Uint8Array): boolean | null }
  hashing: Hashing
}

export interface PackFinding {
  /** The batch that the code names, where it is registered. */
  named: BatchRecord | null
  /** The batch that holds the serial: the one named, or another of the product. */
  batch: BatchRecord | null
  packId: Hash | null
  /** What happened to it; null: nothing yet. */
  record: PackRecord | null
  /** What kept the search from deciding. */
  missing: ('pack-key' | 'leaf-file')[]
}

type Missing = PackFinding['missing'][number]
interface Place {
  packId: Hash
  record: PackRecord | null
  lot: Lot
}

/** `lot`: null where the code names none; then every batch of the product is searched. */
export function findPack(sources: PackSources, gtin: Gtin, serial: Serial, lot: Lot | null): PackFinding {
  const { state } = sources
  const search = new PackSearch(sources, gtin, serial)
  const named = lot === null ? null : state.read<BatchRecord>(stateKey.batch(gtin, lot))
  let place = named === null ? null : search.in(named)
  // while the batch named is undecided, finding the serial in another does not decide for it
  const undecided = [...search.missing]
  if (place === null) {
    for (const key of state.keys(stateKey.batch(gtin, '' as Lot))) {
      const other = state.read<BatchRecord>(key)
      if (other === null || other.lot === lot) continue
      place = search.in(other)
      if (place !== null) break
    }
  }
  if (place === null) return { named, batch: null, packId: null, record: null, missing: search.missing }
  const { packId, record } = place
  const batch = place.lot === named?.lot ? named : state.read<BatchRecord>(stateKey.batch(gtin, place.lot))
  return { named, batch, packId, record, missing: undecided }
}

interface PackNames {
  packId: Hash
  entry: Uint8Array
  record: PackRecord | null
}

/** Names under one key are computed once, whatever the number of batches and trees. */
class PackSearch {
  readonly missing: Missing[] = []
  readonly #sources: PackSources
  readonly #gtin: Gtin
  readonly #serial: Serial
  /** A product has a key a year: a list is made faster than a map. */
  readonly #names: { keyId: Hash; names: PackNames | null }[] = []

  constructor(sources: PackSources, gtin: Gtin, serial: Serial) {
    this.#sources = sources
    this.#gtin = gtin
    this.#serial = serial
  }

  /** Where the serial is, when one of this batch's trees holds it, or when the ledger has seen the pack in any. */
  in(batch: BatchRecord): Place | null {
    for (const { keyId, depth, root } of batch.packs) {
      const names = this.#namesUnder(keyId)
      if (names === null) {
        this.#miss('pack-key')
        continue
      }
      const { packId, entry, record } = names
      // the ledger checked a proof for the batch that the record names
      if (record !== null) return { packId, record, lot: record.lot }
      const has = this.#sources.leaves.has(root, depth, entry)
      if (has === true) return { packId, record, lot: batch.lot }
      if (has === null) this.#miss('leaf-file')
    }
    return null
  }

  #miss(what: Missing): void {
    if (!this.missing.includes(what)) this.missing.push(what)
  }

  #namesUnder(keyId: Hash): PackNames | null {
    for (const known of this.#names) if (known.keyId === keyId) return known.names
    const { state, packKeys, hashing } = this.#sources
    const key = packKeys.read(keyId)
    const names = key === null ? null : this.#derive(key, state, hashing)
    this.#names.push({ keyId, names })
    return names
  }

  #derive(key: Uint8Array, state: PackSources['state'], hashing: Hashing): PackNames {
    const id = packIdOf(hashing, key, this.#gtin, this.#serial)
    const packId = Buffer.from(id.buffer, id.byteOffset, id.length).toString('base64url')
    return { packId, entry: entryOf(hashing, id), record: state.read<PackRecord>(stateKey.pack(packId)) }
  }
}
