/** What a transaction read and wrote in one chaincode's namespace. Source: ledger/rwset/*.proto, and rwsetutil of Fabric. */
import { ledger, type peer } from '@hyperledger/fabric-protos'
import { sha256 } from '../../../platform/hashing.ts'
import type { LedgerTransaction, PrivateWrite } from '../../port.ts'

const { kvrwset } = ledger.rwset
const emptyHash = Buffer.from(sha256(new Uint8Array()))

/** null: the transaction did not touch the namespace. */
export function namespaceOf(
  action: peer.ChaincodeAction,
  chaincode: string,
): ledger.rwset.NsReadWriteSet | null {
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8()).getNsRwsetList()
  return sets.find((set) => set.getNamespace() === chaincode) ?? null
}

/** In key order, as peers sort them. A write of no bytes deletes (rwsetutil.IsKVWriteDelete). */
export function writesOf(set: ledger.rwset.NsReadWriteSet): LedgerTransaction['writes'] {
  const writes = kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList()
  return writes.map((write) => {
    const value = write.getValue_asU8()
    return {
      key: write.getKey(),
      value: write.getIsDelete() || value.length === 0 ? null : Buffer.from(value),
    }
  })
}

/** Reads with the place of the transaction that wrote what was read; null where there was nothing. */
export function readsOf(set: ledger.rwset.NsReadWriteSet) {
  const reads = kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getReadsList()
  return reads.map((read) => {
    const version = read.getVersion()
    return {
      key: read.getKey(),
      version: version === undefined ? null : { block: version.getBlockNum(), position: version.getTxNum() },
    }
  })
}

/** Hashes only; values come beside the block, to members. */
export function hashedWritesOf(set: ledger.rwset.NsReadWriteSet): PrivateWrite[] {
  return set.getCollectionHashedRwsetList().flatMap((each) =>
    kvrwset.HashedRWSet.deserializeBinary(each.getHashedRwset_asU8())
      .getHashedWritesList()
      .map((write) => {
        const hash = Buffer.from(write.getValueHash_asU8())
        const isDeletion =
          write.getIsDelete() || write.getIsPurge() || hash.length === 0 || hash.equals(emptyHash)
        return {
          collection: each.getCollectionName(),
          keyHash: Buffer.from(write.getKeyHash_asU8()),
          valueHash: isDeletion ? null : hash,
          key: null,
          value: null,
        }
      }),
  )
}
