/** What one batch of 100,000 packs, and one touched pack of it with its proof, add to the ledger's blocks, by the real contracts. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { toBase64url } from '../../chaincode/src/domain/bytes.ts'
import { parseSerial } from '../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, TransactionInput, TransactionName } from '../../chaincode/src/domain/ledgerApi.ts'
import * as names from '../../chaincode/src/domain/names.ts'
import { buildPackTree, depthFor, paddingFor, provePackEntry } from '../../chaincode/src/domain/packTree.ts'
import { openEnvironment, u32Key } from '../../server/src/ledger/embedded/chain/environment.ts'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import { batchInput, founding, productInput, proposalOf } from '../chaincode/admitted.ts'
import * as given from '../domain/given.ts'

const packs = 100_000

/** Bytes of the blocks' headers and bodies. */
export interface LedgerBytes {
  batch: number
  /** Alone in its block, and in a block of ten: the header is shared. */
  touchedPack: number
  touchedPackOfTen: number
  /** Of these, the proof in base64url. */
  proof: number
}

export async function measureBytes(): Promise<LedgerBytes> {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-bytes-'))
  try {
    const dir = join(folder, 'ledger')
    const keystore = openKeystore(folder, randomBytes(32))
    const ledger = await openEmbeddedLedger({ dir, keystore, clock: () => given.t0 })
    const submit = async <Fn extends TransactionName>(
      fn: Fn,
      input: TransactionInput<Fn>,
      as: Msp,
      secret = {},
    ) => (await ledger.submit(fn, input, { requestId: v7({ msecs: given.t0 }), as, secret })).height
    await submit('organisation:init', founding, given.regulator)
    const proposal = proposalOf(given.northLab, given.manufacturers, ['manufacturer'])
    await submit('participant:vote', { proposal, approve: true }, given.regulator)
    await submit('product:register', productInput, given.manufacturers)
    await submit('packKey:deposit', { keyId: given.keyId }, given.manufacturers, { packKey: given.packKey })
    const { tree, idOf } = growTree()
    const listed = { depth: tree.depth, keyId: given.keyId, root: toBase64url(tree.root) }
    const batch = await submit('batch:register', { ...batchInput, packs: [listed] }, given.manufacturers)
    const touch = (number: number) => {
      const id = idOf(number)
      const packId = toBase64url(id)
      const proof = { tree: 0, bytes: toBase64url(provePackEntry(tree, names.entryOf(given.h, id))) }
      const tag = given.tagAt('counter', packId, 1)
      return { packId, gtin: given.amoxil500, lot: given.lotA, seq: 1, tag, proof }
    }
    const supplied = await submit('pack:supply', touch(4711), given.pharmacies)
    const ten = await Promise.all(
      Array.from({ length: 10 }, (_, i) => submit('pack:supply', touch(i), given.pharmacies)),
    )
    await ledger.close()
    const bytes = await sizesOf(dir, [batch, supplied, ...new Set(ten)])
    const [ofBatch = 0, ofPack = 0, ...ofTen] = bytes
    const proof = touch(4711).proof.bytes.length
    return { batch: ofBatch, touchedPack: ofPack, touchedPackOfTen: sum(ofTen) / 10, proof }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function growTree() {
  const idOf = (number: number) =>
    names.packIdOf(given.h, given.packKey, given.amoxil500, parseSerial(`SN${number}`))
  const entries = Buffer.concat(Array.from({ length: packs }, (_, i) => names.entryOf(given.h, idOf(i))))
  const depth = depthFor(packs)
  return { tree: buildPackTree(given.h, entries, depth, randomBytes(32 * paddingFor(packs, depth))), idOf }
}

async function sizesOf(dir: string, heights: number[]): Promise<number[]> {
  const { root, tables } = openEnvironment(dir, { readOnly: true })
  const bytes = heights.map((height) =>
    sum([tables.headers, tables.blocks].map((table) => table.get(u32Key(height))?.length ?? 0)),
  )
  await root.close()
  return bytes
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
