import { randomBytes } from 'node:crypto'
import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gln, Sscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, ParticipantRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { tagOf } from '../../../../chaincode/src/domain/names.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import { recorded, type BatchDeps } from '../deps.ts'
import { placeOf } from '../placeOf.ts'
import type { UnitReceipt } from './commissionUnit.ts'
import { findUnit } from './findUnit.ts'
import type { UnitParty } from './store.ts'
import { withParty } from './withParty.ts'

/**
 * Sends a unit from the site that holds it to a participant. The receiver's side makes 32 random bytes, and the shipper
 * names only their tag. @throws Refusal SITE_NEEDED, NOT_FOUND, HOSTED_ELSEWHERE; RuleViolation PARTICIPANT_UNKNOWN, OPENING_MISMATCH,
 * UNIT_IN_TRANSIT, BATCH_RECALLED, BATCH_WITHDRAWN
 */
export async function shipUnit(
  deps: Pick<BatchDeps, 'units' | 'replica' | 'submitter' | 'actorTags' | 'hosts'>,
  caller: Caller,
  { sscc, to }: { sscc: Sscc; to: Gln },
  idempotency: Idempotency | null,
): Promise<UnitReceipt> {
  const place = placeOf(caller)
  const { unitId, record } = await findUnit(deps, caller, sscc)
  const receiver = deps.replica.read<ParticipantRecord>(stateKey.participant(to))
  if (receiver === null || receiver.roles.length === 0)
    throw new RuleViolation('PARTICIPANT_UNKNOWN', { gln: to })
  // Its tag is its own node's to make, and there is no way yet to ask for it.
  if (!deps.hosts.includes(receiver.msp))
    throw new Refusal('HOSTED_ELSEWHERE', { participant: to, organisation: receiver.msp })
  const receipt = await withParty(deps, (keep) =>
    deps.submitter.submit('unit:ship', {
      as: place.msp,
      idempotency,
      build: async () => {
        const opening = toBase64url(deps.actorTags.openingFor(place, fromBase64url(unitId), record.seq))
        const awaited = awaitAt(unitId, to)
        await keep(awaited)
        return { unitId, opening, to: { org: receiver.msp, tag: awaited.tag } }
      },
    }),
  )
  return { sscc, unitId, ...recorded(receipt) }
}

/** The receiver's part: it keeps the opening before anybody learns the tag. */
function awaitAt(unitId: Hash, participant: Gln): UnitParty {
  const opening = randomBytes(32)
  return { tag: toBase64url(tagOf(nodeHashing, opening)), unitId, participant, opening: toBase64url(opening) }
}
