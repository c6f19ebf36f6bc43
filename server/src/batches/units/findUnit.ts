import type { Sscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, UnitRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { Caller } from '../../platform/http/access.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { BatchDeps } from '../deps.ts'

export interface FoundUnit {
  unitId: Hash
  record: UnitRecord
}

/**
 * The unit of this SSCC that the caller's participant holds, is sent, or had before: preferred in that order.
 * @throws Refusal NOT_FOUND, also for units of others
 */
export async function findUnit(
  { units, replica }: Pick<BatchDeps, 'units' | 'replica'>,
  caller: Caller,
  sscc: Sscc,
): Promise<FoundUnit> {
  const known: (FoundUnit & { rank: number })[] = []
  for (const unitId of await units.unitsOf(sscc, caller.participant)) {
    const record = replica.read<UnitRecord>(stateKey.unit(unitId))
    if (record === null) continue
    const holder = await units.party(record.holder.tag)
    const receiver = record.to && (await units.party(record.to.tag))
    const rank =
      holder?.participant === caller.participant ? 0 : receiver?.participant === caller.participant ? 1 : 2
    known.push({ unitId, record, rank })
  }
  const [first] = known.sort((a, b) => a.rank - b.rank)
  if (first === undefined) throw new Refusal('NOT_FOUND', { what: 'unit', sscc })
  return first
}
