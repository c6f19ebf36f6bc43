import { Refusal } from '../../platform/http/problem.ts'
import type { BatchDeps } from '../deps.ts'
import { nameOf, type BatchOfPacks } from './preparePacks.ts'

/**
 * Serials are unique for a product code: equal ones would be one pack to the ledger, which can be supplied once.
 * @throws Refusal CONFLICT naming the first serial's place and the lot that holds it
 */
export async function requireFreeSerials(
  deps: Pick<BatchDeps, 'registrations'>,
  batch: BatchOfPacks,
): Promise<void> {
  const taken = await findTaken(deps, batch)
  if (taken === null) return
  const reason = 'is registered, or being registered, for this GTIN already'
  throw new Refusal('CONFLICT', { field: `serials.${taken.index}`, reason, lot: taken.lot })
}

/** The first brought serial that belongs to another set of packs; drawn ones are new. */
export async function findTaken(
  { registrations }: Pick<BatchDeps, 'registrations'>,
  { gtin, lot, packs }: BatchOfPacks,
): Promise<{ index: number; lot: string } | null> {
  if (!('serials' in packs)) return null
  const own = await registrations.broughtSet(gtin, lot, nameOf(packs.serials))
  return registrations.findTaken(gtin, packs.serials, own?.id ?? null)
}
