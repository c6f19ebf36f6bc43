/** A product's facts; a GTIN belongs to the first admitted manufacturer that registers it. */
import type { Act, Decision } from './decision.ts'
import type { ParticipantRecord, ProductRecord, TransactionEvent, TransactionInput } from './ledgerApi.ts'
import { requireParticipant } from './participant.ts'
import { stateKey } from './stateKeys.ts'
import { refuseClockBehind } from './time.ts'
import { RuleViolation } from './violation.ts'

/** Registering again corrects the facts; only the registrant may. */
export function decideRegisterProduct(
  act: Act,
  input: TransactionInput<'product:register'>,
  world: { registrant: ParticipantRecord | null; product: ProductRecord | null },
): Decision<TransactionEvent<'product:register'>> {
  const { gtin, registrant } = input
  requireParticipant(act, world.registrant, registrant, ['manufacturer'])
  if (world.product !== null && world.product.registrant !== registrant) {
    throw new RuleViolation('PRODUCT_OF_OTHER_PARTICIPANT', { gtin, registrant: world.product.registrant })
  }
  refuseClockBehind(act.now, world.product?.at)
  const product: ProductRecord = { v: 1, ...input, at: act.now }
  return {
    writes: [{ key: stateKey.product(gtin), record: product }],
    event: { type: 'product.registered', gtin, registrant, at: act.now },
  }
}
