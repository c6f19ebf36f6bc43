import { readFileSync, statSync } from 'node:fs'
import { packTreeOf } from '../../../../chaincode/src/domain/packTree.ts'
import { runAside } from '../../platform/aside/runAside.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import { indexPages } from './leafFile.ts'

export interface ExaminedLeaves {
  /** 32 bytes: what the file is, whatever it was called. */
  root: Uint8Array
  depth: number
  /** As KeptPackTree orders them. */
  nodes: Uint8Array
  /** Of its values' pages. */
  index: Float64Array
}

/** Below this a thread costs more than it saves; above, scans would wait for a tenth of a second and more. */
const worthAThread = 1_000_000

/** What a file at `path` holds; null: not even a tree's number of sorted values. Large files are read on another thread. */
export async function examineLeaves(path: string): Promise<ExaminedLeaves | null> {
  if (statSync(path).size < worthAThread) return examineHere(path)
  return runAside(new URL('./leavesWorker.ts', import.meta.url), path)
}

export function examineHere(path: string): ExaminedLeaves | null {
  try {
    const { root, depth, nodes, values } = packTreeOf(nodeHashing, readFileSync(path))
    return { root, depth, nodes, index: indexPages(values) }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
