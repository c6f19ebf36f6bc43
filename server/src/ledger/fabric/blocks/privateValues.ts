/** The private values that a peer sends beside a block to members of their collections: ledger/rwset/rwset.proto. */
import { ledger, type peer } from '@hyperledger/fabric-protos'
import { sha256 } from '../../../platform/hashing.ts'
import type { LedgerBlock, PrivateWrite } from '../../port.ts'
import type { FabricTransaction } from './decodeBlock.ts'

const { kvrwset } = ledger.rwset

export interface PrivateValue {
  key: string
  value: Uint8Array
}

/** By `privateValueId`. */
export type PrivateValues = ReadonlyMap<string, PrivateValue>

/** Of one block; the hash of the value is part of the name, so a value that does not fit is never found. */
export function privateValueId(
  position: number,
  collection: string,
  keyHash: Uint8Array,
  valueHash: Uint8Array,
): string {
  return `${String(position)}/${collection}/${hex(keyHash)}/${hex(valueHash)}`
}

export function privateValuesOf(block: peer.BlockAndPrivateData, chaincode: string): PrivateValues {
  const values = new Map<string, PrivateValue>()
  block.getPrivateDataMapMap().forEach((set, position) => {
    for (const namespace of set.getNsPvtRwsetList()) {
      if (namespace.getNamespace() !== chaincode) continue
      for (const collection of namespace.getCollectionPvtRwsetList()) {
        const writes = kvrwset.KVRWSet.deserializeBinary(collection.getRwset_asU8()).getWritesList()
        for (const write of writes) {
          const key = write.getKey()
          const value = Buffer.from(write.getValue_asU8())
          const id = [sha256(Buffer.from(key)), sha256(value)] as const
          values.set(privateValueId(position, collection.getCollectionName(), ...id), { key, value })
        }
      }
    }
  })
  return values
}

/** Private writes that need a value and have none among `values`. */
export function missingFrom(
  values: PrivateValues,
  transactions: readonly FabricTransaction[],
): PrivateWrite[] {
  return transactions.flatMap(({ position, privateWrites }) =>
    privateWrites.filter(
      ({ collection, keyHash, valueHash }) =>
        valueHash !== null && !values.has(privateValueId(position, collection, keyHash, valueHash)),
    ),
  )
}

/** `isOwn`: which collections this server should hold. Their values that are not here are marked as awaited. */
export function withPrivateValues(
  transactions: readonly FabricTransaction[],
  values: PrivateValues,
  isOwn: (collection: string) => boolean,
): LedgerBlock['transactions'] {
  return transactions.map(({ position, ...transaction }) => ({
    ...transaction,
    privateWrites: transaction.privateWrites.map((write): PrivateWrite => {
      const { collection, keyHash, valueHash } = write
      if (valueHash === null) return write
      const found = values.get(privateValueId(position, collection, keyHash, valueHash))
      if (found !== undefined) return { ...write, ...found }
      return isOwn(collection) ? { ...write, awaited: true } : write
    }),
  }))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
