import type { Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Stop, StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { recorded, type BatchDeps, type Recorded } from '../deps.ts'

interface StopRequest {
  gtin: Gtin
  lot: Lot
  kind: StopKind
  reason: string
}
type StopReceipt = Omit<StopRequest, 'reason'> & Recorded

const transactionOf = { recalled: 'batch:recall', withdrawn: 'batch:withdraw' } as const

/** @throws RuleViolation BATCH_UNKNOWN, BATCH_OF_OTHER_PARTICIPANT, BATCH_RECALLED or BATCH_WITHDRAWN (already) */
export async function stopBatch(
  { submitter }: Pick<BatchDeps, 'submitter'>,
  caller: Caller,
  { kind, ...stop }: StopRequest & Pick<Stop, 'class'>,
  idempotency: Idempotency | null,
): Promise<StopReceipt> {
  const build = () => ({ ...stop, by: caller.participant })
  const receipt = await submitter.submit(transactionOf[kind], { as: caller.msp, idempotency, build })
  return { gtin: stop.gtin, lot: stop.lot, kind, ...recorded(receipt) }
}

/** Ends a recall or withdrawal; the regulator's alone. @throws RuleViolation BATCH_UNKNOWN, BATCH_NOT_STOPPED */
export async function liftStop(
  { submitter }: Pick<BatchDeps, 'submitter'>,
  caller: Caller,
  lift: StopRequest,
  idempotency: Idempotency | null,
): Promise<StopReceipt> {
  const build = () => ({ ...lift, by: caller.participant })
  const receipt = await submitter.submit('batch:lift', { as: caller.msp, idempotency, build })
  return { gtin: lift.gtin, lot: lift.lot, kind: lift.kind, ...recorded(receipt) }
}
