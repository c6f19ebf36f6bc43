import { refuseStopped, refuseUnprintable, stopsOf } from '../../../../chaincode/src/domain/batch.ts'
import type { Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type {
  BatchRecord,
  PackTree,
  ProductRecord,
  StopRecord,
  StorageRule,
} from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { recorded, type BatchDeps, type Recorded } from '../deps.ts'
import { abandonPacks, preparePacks, type BatchOfPacks } from './preparePacks.ts'
import { requireFreeSerials } from './requireFreeSerials.ts'

export interface NewBatch extends BatchOfPacks {
  expiresOn: string
  /** ISO 3166-1 alpha-2; none: not stated. */
  markets: string[]
  storage: StorageRule | null
}

export interface RegisteredPacks extends Recorded {
  gtin: Gtin
  lot: Lot
  /** Packs of the whole batch. */
  packs: number
}

/**
 * Registers a batch with any number of packs in one transaction. @throws RuleViolation PRODUCT_UNKNOWN,
 * PRODUCT_OF_OTHER_PARTICIPANT, BATCH_EXISTS and what else the ledger refuses; Refusal CONFLICT (serials taken); Unavailable
 */
export async function registerBatch(
  deps: BatchDeps,
  caller: Caller,
  request: NewBatch,
  idempotency: Idempotency | null,
): Promise<RegisteredPacks> {
  const { gtin, lot, expiresOn, markets, storage } = request
  requireOwnProduct(deps, caller, gtin)
  const receipt = await withPacks(deps, request, (prepared) =>
    deps.submitter.submit('batch:register', {
      as: caller.msp,
      idempotency,
      build: async () => {
        if (deps.replica.read(stateKey.batch(gtin, lot)) !== null)
          throw new RuleViolation('BATCH_EXISTS', { gtin, lot })
        refuseUnprintable(expiresOn, deps.clock())
        await requireFreeSerials(deps, request)
        const packs = [prepared(await preparePacks(deps, caller, request))]
        return { gtin, lot, expiresOn, registrant: caller.participant, markets, storage, packs }
      },
    }),
  )
  return { gtin, lot, packs: await countPacks(deps, gtin, lot), ...recorded(receipt) }
}

/** More packs of a batch. @throws as registerBatch; RuleViolation BATCH_UNKNOWN, BATCH_OF_OTHER_PARTICIPANT, BATCH_FULL, BATCH_EXPIRED ... */
export async function extendBatch(
  deps: BatchDeps,
  caller: Caller,
  request: BatchOfPacks,
  idempotency: Idempotency | null,
): Promise<RegisteredPacks> {
  const { gtin, lot } = request
  const batch = requireOwnBatch(deps, caller, gtin, lot)
  const receipt = await withPacks(deps, request, (prepared) =>
    deps.submitter.submit('batch:extend', {
      as: caller.msp,
      idempotency,
      build: async () => {
        const stop = deps.replica.read<StopRecord>(stateKey.stop(gtin, lot))
        refuseStopped(batch, stopsOf(batch, stop, deps.clock()))
        await requireFreeSerials(deps, request)
        const packs = [prepared(await preparePacks(deps, caller, request))]
        return { gtin, lot, registrant: caller.participant, packs }
      },
    }),
  )
  return { gtin, lot, packs: await countPacks(deps, gtin, lot), ...recorded(receipt) }
}

/** Runs a submit and, where the rules refuse it, forgets the packs that it prepared. An unknown outcome keeps them. */
async function withPacks<Receipt>(
  deps: BatchDeps,
  { gtin, lot }: BatchOfPacks,
  submit: (prepared: (tree: PackTree) => PackTree) => Promise<Receipt>,
): Promise<Receipt> {
  const prepared: PackTree[] = []
  try {
    return await submit((tree) => {
      prepared.push(tree)
      return tree
    })
  } catch (error) {
    if (error instanceof RuleViolation)
      for (const { root } of prepared) await abandonPacks(deps, gtin, lot, root)
    throw error
  }
}

export function requireOwnProduct(
  { replica }: Pick<BatchDeps, 'replica'>,
  caller: Caller,
  gtin: Gtin,
): ProductRecord {
  const product = replica.read<ProductRecord>(stateKey.product(gtin))
  if (product === null) throw new RuleViolation('PRODUCT_UNKNOWN', { gtin })
  if (product.registrant === caller.participant) return product
  throw new RuleViolation('PRODUCT_OF_OTHER_PARTICIPANT', { gtin, registrant: product.registrant })
}

export function requireOwnBatch(
  { replica }: Pick<BatchDeps, 'replica'>,
  caller: Caller,
  gtin: Gtin,
  lot: Lot,
): BatchRecord {
  const batch = replica.read<BatchRecord>(stateKey.batch(gtin, lot))
  if (batch === null) throw new RuleViolation('BATCH_UNKNOWN', { gtin, lot })
  if (batch.registrant === caller.participant) return batch
  throw new RuleViolation('BATCH_OF_OTHER_PARTICIPANT', { gtin, lot, registrant: batch.registrant })
}

/** Packs that the maker registered here: the ledger tells their number to a factor of two only. */
export async function countPacks(
  { registrations, replica }: Pick<BatchDeps, 'registrations' | 'replica'>,
  gtin: Gtin,
  lot: Lot,
): Promise<number> {
  const sets = await registeredSets({ registrations, replica }, gtin, lot)
  return sets.reduce((sum, { count }) => sum + count, 0)
}

/** Sets of serials whose roots the batch's record names, in the record's order. */
export async function registeredSets(
  { registrations, replica }: Pick<BatchDeps, 'registrations' | 'replica'>,
  gtin: Gtin,
  lot: Lot,
) {
  const sets = await registrations.setsOf(gtin, lot)
  const trees = replica.read<BatchRecord>(stateKey.batch(gtin, lot))?.packs ?? []
  return trees.flatMap(({ root }) => sets.find((set) => set.root === root) ?? [])
}
