import { randomBytes } from 'node:crypto'
import type { Gtin, Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { entryOf, packIdOf } from '../../../../chaincode/src/domain/names.ts'
import {
  buildPackTree,
  depthFor,
  paddingFor,
  type KeptPackTree,
} from '../../../../chaincode/src/domain/packTree.ts'
import { runAside } from '../../platform/aside/runAside.ts'
import { nodeHashing } from '../../platform/hashing.ts'

const width = 32
/** Below this a thread costs more than it saves; above, the server would stand still for a tenth of a second and more. */
const worthAThread = 5_000

export interface TreeSeed {
  gtin: Gtin
  /** 32 bytes. */
  packKey: Uint8Array
  serials: readonly Serial[]
}

/** The tree of these packs under fresh random padding; of many packs on another thread. */
export async function growTree(seed: TreeSeed): Promise<KeptPackTree> {
  if (seed.serials.length < worthAThread) return growHere(seed)
  return runAside(new URL('./treeWorker.ts', import.meta.url), seed)
}

export function growHere({ gtin, packKey, serials }: TreeSeed): KeptPackTree {
  const entries = new Uint8Array(serials.length * width)
  serials.forEach((serial, i) => {
    entries.set(entryOf(nodeHashing, packIdOf(nodeHashing, packKey, gtin, serial)), i * width)
  })
  const depth = depthFor(serials.length)
  const padding = randomBytes(paddingFor(serials.length, depth) * width)
  return buildPackTree(nodeHashing, entries, depth, padding)
}
