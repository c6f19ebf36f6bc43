import type { Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Stop, StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { recorded, type BatchDeps, type Recorded } from '../deps.ts'

interface BatchName {
  gtin: Gtin
  lot: Lot
}
export type StopRequest = BatchName & Pick<Stop, 'class' | 'reason'>
export type StopReceipt = BatchName & Recorded & { kind: StopKind }

/** @throws RuleViolation BATCH_UNKNOWN, BATCH_OF_OTHER_PARTICIPANT, BATCH_RECALLED (already) */
export async function recallBatch(
  { submitter }: Pick<BatchDeps, 'submitter'>,
  caller: Caller,
  stop: StopRequest,
  idempotency: Idempotency | null,
): Promise<StopReceipt> {
  const build = () => ({ ...stop, by: caller.participant })
  const receipt = await submitter.submit('batch:recall', { as: caller.msp, idempotency, build })
  return { gtin: stop.gtin, lot: stop.lot, kind: 'recalled', ...recorded(receipt) }
}

/** @throws RuleViolation BATCH_UNKNOWN, BATCH_OF_OTHER_PARTICIPANT, BATCH_WITHDRAWN (already) */
export async function withdrawBatch(
  { submitter }: Pick<BatchDeps, 'submitter'>,
  caller: Caller,
  stop: StopRequest,
  idempotency: Idempotency | null,
): Promise<StopReceipt> {
  const build = () => ({ ...stop, by: caller.participant })
  const receipt = await submitter.submit('batch:withdraw', { as: caller.msp, idempotency, build })
  return { gtin: stop.gtin, lot: stop.lot, kind: 'withdrawn', ...recorded(receipt) }
}

/** Ends a recall or withdrawal; the regulator's alone. @throws RuleViolation BATCH_UNKNOWN, BATCH_NOT_STOPPED */
export async function liftStop(
  { submitter }: Pick<BatchDeps, 'submitter'>,
  caller: Caller,
  lift: BatchName & { kind: StopKind; reason: string },
  idempotency: Idempotency | null,
): Promise<StopReceipt> {
  const build = () => ({ ...lift, by: caller.participant })
  const receipt = await submitter.submit('batch:lift', { as: caller.msp, idempotency, build })
  return { gtin: lift.gtin, lot: lift.lot, kind: lift.kind, ...recorded(receipt) }
}
