import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Sscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, UnitContent } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { unitIdOf, unitSaltOf } from '../../../../chaincode/src/domain/names.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import { recorded, type BatchDeps, type Recorded } from '../deps.ts'
import { placeOf } from '../placeOf.ts'
import { withParty } from './withParty.ts'

export interface UnitReceipt extends Recorded {
  sscc: Sscc
  unitId: Hash
}

/** Declares what a logistic unit holds and makes the caller's site its holder. @throws RuleViolation UNIT_EXISTS, BATCH_UNKNOWN; Refusal SITE_NEEDED */
export async function commissionUnit(
  { units, submitter, actorTags }: Pick<BatchDeps, 'units' | 'submitter' | 'actorTags'>,
  caller: Caller,
  { sscc, contents }: { sscc: Sscc; contents: UnitContent[] },
  idempotency: Idempotency | null,
): Promise<UnitReceipt> {
  const place = placeOf(caller)
  const subject = unitIdOf(nodeHashing, unitSaltOf(nodeHashing, actorTags.orgSecret(place.msp), sscc), sscc)
  const unitId = toBase64url(subject)
  const receipt = await withParty({ units }, (keep) =>
    submitter.submit('unit:commission', {
      as: place.msp,
      idempotency,
      build: async () => {
        const tag = toBase64url(actorTags.tagFor(place, subject, 1))
        await units.addUnit(unitId, sscc)
        await keep({ tag, unitId, participant: caller.participant, opening: null })
        return { unitId, tag, contents }
      },
    }),
  )
  return { sscc, unitId, ...recorded(receipt) }
}
