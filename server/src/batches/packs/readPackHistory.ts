import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { BatchRecord, Hash } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { LedgerPack, LedgerPackTouch } from '../../platform/database/generated/client.ts'
import type { Caller, Reach } from '../../platform/http/access.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { BatchDeps } from '../deps.ts'

export interface PackHistory {
  pack: LedgerPack
  /** First touch first; `mine`: made at the caller's site. */
  touches: (LedgerPackTouch & { mine: boolean })[]
}

/** A pack is touched a handful of times; more than this would be an attack on the reader. */
const mostTouches = 200

/**
 * What happened to a pack, for its maker, for whoever touched it at this site, and for the regulator.
 * @throws Refusal NOT_FOUND, also for packs of others
 */
export async function readPackHistory(
  { packReads, actorTags, replica }: Pick<BatchDeps, 'packReads' | 'actorTags' | 'replica'>,
  caller: Caller,
  reach: Reach,
  packId: Hash,
): Promise<PackHistory> {
  const pack = await packReads.pack(packId)
  if (pack === null) throw new Refusal('NOT_FOUND', { what: 'pack' })
  const touches = (await packReads.touches(packId, mostTouches)).slice(0, mostTouches)
  const { msp, site } = caller
  const subject = fromBase64url(packId)
  const marked = touches.map((touch) => ({
    ...touch,
    mine:
      site !== null &&
      touch.org === msp &&
      toBase64url(actorTags.tagFor({ msp, site }, subject, touch.seq)) === touch.tag,
  }))
  const batch = replica.read<BatchRecord>(stateKey.batch(pack.gtin as Gtin, pack.lot as Lot))
  const own = batch?.registrant === caller.participant || marked.some(({ mine }) => mine)
  if (reach === 'own' && !own) throw new Refusal('NOT_FOUND', { what: 'pack' })
  return { pack, touches: marked }
}
