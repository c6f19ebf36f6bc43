import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Sscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { recorded, type BatchDeps } from '../deps.ts'
import { placeOf } from '../placeOf.ts'
import type { UnitReceipt } from './commissionUnit.ts'
import { findUnit } from './findUnit.ts'
import { withParty } from './withParty.ts'

/** Takes a unit in at the caller's site. @throws Refusal SITE_NEEDED, NOT_FOUND; RuleViolation UNIT_NOT_IN_TRANSIT, OPENING_MISMATCH (sent to another) */
export async function receiveUnit(
  deps: Pick<BatchDeps, 'units' | 'replica' | 'submitter' | 'actorTags'>,
  caller: Caller,
  sscc: Sscc,
  idempotency: Idempotency | null,
): Promise<UnitReceipt> {
  const place = placeOf(caller)
  const { unitId, record } = await findUnit(deps, caller, sscc)
  const receipt = await withParty(deps, (keep) =>
    deps.submitter.submit('unit:receive', {
      as: place.msp,
      idempotency,
      build: async () => {
        if (record.to === null) throw new RuleViolation('UNIT_NOT_IN_TRANSIT', { unitId })
        const awaited = await deps.units.party(record.to.tag)
        if (awaited?.participant !== caller.participant || awaited.opening === null) {
          throw new RuleViolation('OPENING_MISMATCH', { unitId })
        }
        const tag = toBase64url(deps.actorTags.tagFor(place, fromBase64url(unitId), record.seq + 1))
        await keep({ tag, unitId, participant: caller.participant, opening: null })
        return { unitId, opening: awaited.opening, tag }
      },
    }),
  )
  return { sscc, unitId, ...recorded(receipt) }
}
