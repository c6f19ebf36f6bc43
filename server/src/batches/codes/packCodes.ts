import type { Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { MedicineCode } from '../../../../chaincode/src/domain/gs1/write.ts'
import type { BatchRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { BatchDeps } from '../deps.ts'
import { registeredSets, requireOwnBatch } from '../registration/registerBatch.ts'

const rowsAtOnce = 2_000

export interface PackRange {
  /** From 0. */
  first: number
  count: number
}
export interface PackCodes {
  batch: BatchRecord
  /** Packs registered in the whole batch. */
  total: number
  /** In the order registered, read as they are asked for. */
  codes: (range: PackRange) => AsyncGenerator<Required<MedicineCode>>
}

/** What the maker prints on the packs of a batch; nobody else sees its serials. @throws RuleViolation BATCH_UNKNOWN, BATCH_OF_OTHER_PARTICIPANT */
export async function packCodes(
  deps: Pick<BatchDeps, 'registrations' | 'replica'>,
  caller: Caller,
  { gtin, lot }: { gtin: Gtin; lot: Lot },
): Promise<PackCodes> {
  const batch = requireOwnBatch(deps, caller, gtin, lot)
  const sets = await registeredSets(deps, gtin, lot)
  const { expiresOn } = batch
  async function* codes({ first, count }: PackRange): AsyncGenerator<Required<MedicineCode>> {
    let skip = first
    let left = count
    for (const set of sets) {
      for (let at = skip; at < set.count && left > 0;) {
        const serials = await deps.registrations.serialsFrom(set.id, at, Math.min(rowsAtOnce, left))
        for (const serial of serials) yield { gtin, lot, serial, expiresOn }
        // Fewer rows than counted would be a damaged database; going on for ever would not mend it.
        if (serials.length === 0) throw new Error(`serial set ${String(set.id)} ends at ${String(at)}`)
        at += serials.length
        left -= serials.length
      }
      skip = Math.max(0, skip - set.count)
    }
  }
  return { batch, total: sets.reduce((sum, { count }) => sum + count, 0), codes }
}
