/** A batch of many packs, and of each one the transaction that supplies it. */
import { toBase64url } from '../../../chaincode/src/domain/bytes.ts'
import { parseSerial } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { TransactionInput } from '../../../chaincode/src/domain/ledgerApi.ts'
import { entryOf, packIdOf } from '../../../chaincode/src/domain/names.ts'
import {
  buildPackTree,
  depthFor,
  paddingFor,
  provePackEntry,
} from '../../../chaincode/src/domain/packTree.ts'
import { randomBytes } from 'node:crypto'
import { batchInput } from '../../chaincode/admitted.ts'
import * as given from '../../domain/given.ts'

export interface PackStock {
  batch: TransactionInput<'batch:register'>
  /** Of the next pack that nothing has touched. @throws Error when there is none left */
  supplyNext: () => TransactionInput<'pack:supply'>
}

export function stockPacks(count: number): PackStock {
  const { h, amoxil500, packKey, keyId, lotA } = given
  const packIds = Array.from({ length: count }, (_, i) =>
    packIdOf(h, packKey, amoxil500, parseSerial(`BENCH${String(i)}`)),
  )
  const depth = depthFor(count)
  const padding = randomBytes(32 * paddingFor(count, depth))
  const entries = Buffer.concat(packIds.map((packId) => entryOf(h, packId)))
  const tree = buildPackTree(h, entries, depth, padding)
  let next = 0
  return {
    batch: { ...batchInput, packs: [{ depth, keyId, root: toBase64url(tree.root) }] },
    supplyNext() {
      const bytes = packIds[next++]
      if (bytes === undefined) throw new Error(`all ${String(count)} packs are supplied; name a shorter time`)
      const packId = toBase64url(bytes)
      const proof = { tree: 0, bytes: toBase64url(provePackEntry(tree, entryOf(h, bytes))) }
      const tag = given.tagAt('counter', packId, 1)
      return { packId, gtin: amoxil500, lot: lotA, seq: 1, tag, proof }
    },
  }
}
