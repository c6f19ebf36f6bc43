import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type {
  Hash,
  Msp,
  PackMove,
  PackRecord,
  PackState,
} from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Receipt } from '../../ledger/port.ts'
import type { Caller } from '../../platform/http/access.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import { recorded, type BatchDeps, type Place, type Recorded } from '../deps.ts'
import { OneAtATime } from '../oneAtATime.ts'
import { placeOf } from '../placeOf.ts'
import { locatePack, proveMember, type LocatedPack } from './locatePack.ts'
import { namePack } from './namePack.ts'
import { readPackCode, refuseRepaired, type PackCode } from './readPackCode.ts'

export interface PackTouch extends Recorded {
  packId: Hash
  gtin: Gtin
  lot: Lot
  move: PackMove | 'undo'
  state: PackState
  from: PackState
  seq: number
  at: number
}

type TouchDeps = Pick<BatchDeps, 'replica' | 'packKeys' | 'leaves' | 'submitter' | 'actorTags' | 'clock'>

/** Makes a move of the transition table. @throws as readPackCode, refuseRepaired and locatePack; RuleViolation MOVE_NOT_ALLOWED, BATCH_EXPIRED ...; Refusal SITE_NEEDED */
export async function movePack(
  deps: TouchDeps,
  caller: Caller,
  { move, ...code }: PackCode & { move: PackMove },
  idempotency: Idempotency | null,
): Promise<PackTouch> {
  return touch(deps, caller, { ...code, move }, (place, pack) =>
    deps.submitter.submit(`pack:${move}`, {
      as: place.msp,
      idempotency,
      build: () => {
        const { packId, batch } = pack
        const record = currentRecord(deps, packId)
        const proof = record === null ? proveMember(deps, pack) : null
        const seq = (record?.seq ?? 0) + 1
        const tag = tagOf(deps, place, packId, seq)
        return { packId, gtin: batch.gtin, lot: batch.lot, seq, tag, proof }
      },
    }),
  )
}

/**
 * Takes the last move back, at the place that made it; `unlock` does so for a lock only. @throws as movePack; RuleViolation
 * PACK_UNTOUCHED, UNDO_..., OPENING_MISMATCH
 */
export async function undoPack(
  deps: TouchDeps,
  caller: Caller,
  { verb, ...code }: PackCode & { verb: 'undo' | 'unlock' },
  idempotency: Idempotency | null,
): Promise<PackTouch> {
  return touch(deps, caller, { ...code, move: 'undo' }, (place, { packId }) =>
    deps.submitter.submit('pack:undo', {
      as: place.msp,
      idempotency,
      build: () => {
        const record = currentRecord(deps, packId)
        if (record === null) throw new RuleViolation('PACK_UNTOUCHED', { packId })
        const { state, touch: last } = record
        if (verb === 'unlock' && last.move !== 'lock')
          throw new RuleViolation('MOVE_NOT_ALLOWED', { packId, move: verb, state })
        const opening = toBase64url(deps.actorTags.openingFor(place, fromBase64url(packId), record.seq))
        const seq = record.seq + 1
        return { packId, opening, seq, tag: tagOf(deps, place, packId, seq) }
      },
    }),
  )
}

const touches = new OneAtATime()

async function touch(
  deps: TouchDeps,
  caller: Caller,
  { move, code, confirmed }: PackCode & { move: PackMove | 'undo' },
  submit: (place: Place, pack: LocatedPack) => Promise<Receipt<PackTouchedFacts>>,
): Promise<PackTouch> {
  const place = placeOf(caller)
  const today = new Date(deps.clock()).toISOString().slice(0, 10)
  const { replica, packKeys, leaves } = deps
  const sources = { state: replica, packKeys, leaves, hashing: nodeHashing }
  // The records may tell of a repair: what is confirmed is the pack that is acted on.
  const named = namePack(sources, code, readPackCode(code, today), today)
  if (!confirmed) refuseRepaired(named.reading)
  const pack = locatePack(deps, named, move)
  const receipt = await touches.run(pack.packId, () => submit(place, pack))
  const { packId, gtin, lot, state, from, seq, at } = receipt.event
  return { packId, gtin, lot, move: receipt.event.move, state, from, seq, at, ...recorded(receipt) }
}

type PackTouchedFacts = Omit<PackTouch, keyof Recorded> & { org: Msp }

/** Read again inside the turn: the touch before may just have happened. */
function currentRecord({ replica }: Pick<BatchDeps, 'replica'>, packId: Hash): PackRecord | null {
  return replica.read<PackRecord>(stateKey.pack(packId))
}

function tagOf({ actorTags }: Pick<BatchDeps, 'actorTags'>, place: Place, packId: Hash, seq: number): Hash {
  return toBase64url(actorTags.tagFor(place, fromBase64url(packId), seq))
}
