import { toBase64url, utf8 } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gtin, Lot, Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { BatchRecord, Hash, PackTree } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { KeptPackTree } from '../../../../chaincode/src/domain/packTree.ts'
import type { Caller } from '../../platform/http/access.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import type { BatchDeps } from '../deps.ts'
import { drawSerials } from './drawSerials.ts'
import { growTree } from './growTree.ts'
import { packKeyFor } from './packKey.ts'

/** Serials that the maker brings, or how many to draw. */
export type PackSource = { count: number } | { serials: readonly Serial[] }

export interface BatchOfPacks {
  gtin: Gtin
  lot: Lot
  packs: PackSource
}

/**
 * Makes a tree of packs ready for the ledger: serials in Postgres, the leaf file on this disk and on a verifier's, all durable,
 * before any transaction names its root. Brought serials that were prepared before, by an attempt that broke off, are taken up again.
 * @throws Refusal CONFLICT where a serial is taken; Unavailable
 */
export async function preparePacks(
  deps: BatchDeps,
  caller: Caller,
  { gtin, lot, packs }: BatchOfPacks,
): Promise<PackTree> {
  const { registrations, leaves } = deps
  const broughtAs = 'serials' in packs ? nameOf(packs.serials) : null
  const prepared = broughtAs && (await registrations.broughtSet(gtin, lot, broughtAs))
  if (prepared) {
    const { root, depth, keyId } = prepared
    if (leaves.touch(root) && (await registrations.takeUpSet(root))) {
      await deps.handOver(root)
      return { root, depth, keyId }
    }
    await registrations.removeSet(root)
  }
  for (const { root, lot: oldLot } of await registrations.oldSets(gtin)) {
    await abandonPacks(deps, gtin, oldLot as Lot, root)
  }
  const { keyId, key } = await packKeyFor(deps, caller, gtin)
  const serials = 'serials' in packs ? packs.serials : drawSerials(packs.count)
  const growing = growTree({ gtin, packKey: key, serials })
  const tree = growing.then(({ root, depth }) => ({ root: toBase64url(root), depth, keyId }))
  // Whoever awaits it hears of a failure; until then nobody does.
  tree.catch(() => undefined)
  await registrations.addSet({ gtin, lot, serials, broughtAs }, tree)
  await placeLeaves(deps, await growing, { gtin, lot })
  return tree
}

/**
 * Where the file cannot be written (a full disk) or no verifier's node takes it, its serials go with it, or nobody could
 * register them for a month.
 */
async function placeLeaves(
  deps: BatchDeps,
  tree: KeptPackTree,
  { gtin, lot }: Pick<BatchOfPacks, 'gtin' | 'lot'>,
): Promise<void> {
  try {
    deps.leaves.write(tree)
    await deps.handOver(toBase64url(tree.root))
  } catch (error) {
    // What fails now, too, is left to the month.
    await abandonPacks(deps, gtin, lot, toBase64url(tree.root)).catch(() => undefined)
    throw error
  }
}

/** Forgets packs that the ledger refused; those that its batch record names stay, whatever happened. */
export async function abandonPacks(
  { registrations, leaves, replica }: Pick<BatchDeps, 'registrations' | 'leaves' | 'replica'>,
  gtin: Gtin,
  lot: Lot,
  root: Hash,
): Promise<void> {
  const batch = replica.read<BatchRecord>(stateKey.batch(gtin, lot))
  if (batch?.packs.some((tree) => tree.root === root)) return
  await registrations.removeSet(root)
  await leaves.remove(root)
}

/** Two attempts that bring the same serials in the same order are one. */
export function nameOf(serials: readonly Serial[]): Hash {
  return toBase64url(nodeHashing.sha256(utf8(serials.join('\n'))))
}
