import type { BatchRecord, PackTree } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Replica } from '../../ledger/replica.ts'

/** The trees of every registered batch: what a server checks ahead of the first scan. */
export function registeredTrees(replica: Pick<Replica, 'keys' | 'read'>): PackTree[] {
  return [...replica.keys('batch/')].flatMap((key) => replica.read<BatchRecord>(key)?.packs ?? [])
}
