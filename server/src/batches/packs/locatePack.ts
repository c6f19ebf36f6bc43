import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type {
  BatchRecord,
  Hash,
  PackMove,
  PackRecord,
  PackTouchInput,
} from '../../../../chaincode/src/domain/ledgerApi.ts'
import { entryOf } from '../../../../chaincode/src/domain/names.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import type { BatchDeps } from '../deps.ts'
import type { NamedPack } from './namePack.ts'

export interface LocatedPack {
  packId: Hash
  batch: BatchRecord
  /** null: nothing has happened to it yet. */
  record: PackRecord | null
}

/** Moves that take a suspicious pack out of the trade: a wrong expiry on its label must not prevent them. */
const takesAway: readonly (PackMove | 'undo')[] = ['lock', 'destroy', 'reportStolen', 'undo']

/**
 * The one registered pack that a code names. @throws RuleViolation PRODUCT_UNKNOWN, BATCH_UNKNOWN, PACK_NOT_IN_BATCH,
 * PACK_IN_OTHER_BATCH; Refusal CONFLICT (another expiry than registered); Unavailable where a leaf file or key is missing
 */
export function locatePack(
  { replica }: Pick<BatchDeps, 'replica'>,
  { reading: { gtin, lot, expiresOn }, finding: found }: NamedPack,
  move: PackMove | 'undo',
): LocatedPack {
  if (replica.read(stateKey.product(gtin)) === null) throw new RuleViolation('PRODUCT_UNKNOWN', { gtin })
  const { packId, batch } = found
  const decided = packId !== null && (lot === null || batch?.lot === lot)
  if (!decided && found.missing.length > 0) throw new Unavailable(found.missing.join(' and '))
  if (lot !== null && found.named === null) throw new RuleViolation('BATCH_UNKNOWN', { gtin, lot })
  if (packId === null || batch === null) throw new RuleViolation('PACK_NOT_IN_BATCH', { gtin, lot })
  if (lot !== null && batch.lot !== lot)
    throw new RuleViolation('PACK_IN_OTHER_BATCH', { packId, gtin, lot: batch.lot })
  if (expiresOn !== null && expiresOn !== batch.expiresOn && !takesAway.includes(move)) {
    const reason = 'carries another expiry than its batch'
    throw new Refusal('CONFLICT', { field: 'code', reason, printed: expiresOn, registered: batch.expiresOn })
  }
  return { packId, batch, record: found.record }
}

/** Which tree of the batch holds the pack, and the proof. @throws Unavailable */
export function proveMember(
  { leaves }: Pick<BatchDeps, 'leaves'>,
  { packId, batch }: LocatedPack,
): PackTouchInput['proof'] {
  const entry = entryOf(nodeHashing, fromBase64url(packId))
  const tree = batch.packs.findIndex(({ root, depth }) => leaves.has(root, depth, entry) === true)
  const { root, depth } = batch.packs[tree] ?? { root: '', depth: 0 }
  const proof = tree === -1 ? null : leaves.prove(root, depth, entry)
  if (proof === null) throw new Unavailable('leaf file')
  return { tree, bytes: toBase64url(proof) }
}
