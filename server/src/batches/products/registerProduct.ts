import type { Gtin } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { recorded, type BatchDeps, type Recorded } from '../deps.ts'

export interface NewProduct {
  gtin: Gtin
  name: string
  /** Pharmaceutical form. */
  form: string
  strength: string
  packSize: number
}

/** A GTIN belongs to whoever registers it first. @throws RuleViolation PRODUCT_OF_OTHER_PARTICIPANT and what else the ledger refuses */
export async function registerProduct(
  { submitter }: Pick<BatchDeps, 'submitter'>,
  caller: Caller,
  product: NewProduct,
  idempotency: Idempotency | null,
): Promise<Recorded & { gtin: Gtin }> {
  const receipt = await submitter.submit('product:register', {
    as: caller.msp,
    idempotency,
    build: () => ({ ...product, registrant: caller.participant }),
  })
  return { gtin: product.gtin, ...recorded(receipt) }
}
