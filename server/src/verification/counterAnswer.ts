/** What a logged-in caller is told of a scan, and what it may do now. */
import type { ScanReading } from '../../../chaincode/src/domain/gs1/scanReading.ts'
import type { SignatureFinding } from '../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import { fromBase64url, toBase64url } from '../../../chaincode/src/domain/bytes.ts'
import type { PackMove, PackRecord, Stop } from '../../../chaincode/src/domain/ledgerApi.ts'
import { undoObstacle } from '../../../chaincode/src/domain/pack.ts'
import { allowedMoves } from '../../../chaincode/src/domain/transitions.ts'
import type { ActorTags } from '../participants/actorTags.ts'
import type { Caller } from '../platform/http/access.ts'
import { showSignature } from './checkSignature.ts'
import { alertWords, counterWords } from './counterWords.ts'
import type { ExaminedPack, Examination } from './examineScan.ts'
import type { Judgement } from './verdict.ts'

export interface AnswerContext {
  caller: Caller
  tags: Pick<ActorTags, 'tagFor'>
  /** Integer ms. */
  at: number
  checkpoint: { size: number; root: string } | null
  /** Whether a shipment is on record that brought this batch to the caller; null: not asked or not known. */
  shipped: boolean | null
  /** Beside the verdict, never part of it: what is on the ledger decides, signed or not. */
  signature: SignatureFinding | null
}

export type CounterAnswer = ReturnType<typeof counterAnswer>

export function counterAnswer({ reading, pack, judgement, height }: Examination, context: AnswerContext) {
  const { verdict, facts, alert } = judgement
  const batch = pack === null ? null : (pack.finding.batch ?? pack.finding.named)
  const own = pack !== null && isOwnTouch(pack, context)
  return {
    verdict,
    facts,
    ...counterWords[verdict],
    ...technicalWords(reading, verdict),
    alert: alert && {
      code: alert,
      kind: 'potential suspect falsification' as const,
      said: alertWords[alert],
    },
    code: codeOf(reading),
    repairs: reading.kind === 'medicine' ? reading.repairs : [],
    candidates: reading.kind === 'ambiguous' ? reading.candidates : [],
    product: pack?.product ? showProduct(pack.product) : null,
    batch: batch && { lot: batch.lot, expiresOn: batch.expiresOn },
    recalled: showStop(pack?.recalled ?? null),
    withdrawn: showStop(pack?.withdrawn ?? null),
    pack: pack === null || pack.finding.packId === null ? null : showPack(pack, own, context),
    signature: showSignature(context.signature),
    moves: pack === null ? [] : movesFor(pack, judgement, own, context),
    notes: notesFor(judgement, context),
    basis: { at: context.at, height, checkpoint: context.checkpoint },
  }
}

/** A code without a serial number reads well and still names no pack. */
function technicalWords(reading: ScanReading, verdict: string) {
  if (reading.kind === 'unreadable') return { said: reading.reason, advice: reading.advice }
  if (reading.kind === 'medicine' && verdict === 'unreadable') {
    return {
      said: 'The code names a product but no single pack: it has no serial number.',
      advice: 'Scan the two-dimensional code on the pack, not the bar code.',
    }
  }
  return {}
}

function codeOf(reading: ScanReading) {
  if (reading.kind !== 'medicine') return null
  const { gtin, serial, lot, expiresOn } = reading
  return { gtin, serial, lot, expiresOn }
}

function showProduct({ gtin, name, form, strength, packSize }: NonNullable<ExaminedPack['product']>) {
  return { gtin, name, form, strength, packSize }
}

function showStop(stop: Stop | null) {
  return stop && { class: stop.class, reason: stop.reason, at: stop.at }
}

function showPack({ finding, state }: ExaminedPack, own: boolean, { caller }: AnswerContext) {
  const { packId, record } = finding
  return { packId: packId ?? '', state, lastTouch: record && showTouch(record, own, caller) }
}

/** The day is fit for everybody who holds the pack; the place is not, but a site knows its own touches again. */
function showTouch({ touch }: PackRecord, own: boolean, caller: Caller) {
  const regulator = caller.roles.includes('regulator')
  return {
    move: touch.move,
    on: new Date(touch.at).toISOString().slice(0, 10),
    at: own || regulator ? touch.at : null,
    here: own,
    organisation: own || regulator ? touch.org : null,
  }
}

function isOwnTouch({ finding }: ExaminedPack, { caller, tags }: AnswerContext): boolean {
  const { packId, record } = finding
  if (packId === null || record === null || caller.site === null) return false
  if (record.touch.org !== caller.msp) return false
  const tag = tags.tagFor({ msp: caller.msp, site: caller.site }, fromBase64url(packId), record.seq)
  return toBase64url(tag) === record.touch.tag
}

/** Moves that take a pack out of circulation stay possible where something speaks against it; those that hand it on do not. */
function movesFor(
  { finding, state, stops }: ExaminedPack,
  { verdict, alert }: Judgement,
  own: boolean,
  { caller, at }: AnswerContext,
): (PackMove | 'undo')[] {
  if (finding.batch === null || verdict === 'unavailable' || caller.site === null) return []
  const suspect = alert !== null || verdict === 'batch-mismatch' || verdict === 'expiry-mismatch'
  const held = suspect && stops.length === 0 ? (['withdrawn'] as const) : stops
  const moves: (PackMove | 'undo')[] = allowedMoves(state, held, caller.roles)
  if (own && finding.record !== null && undoObstacle(finding.record.touch, stops, at) === null) {
    moves.push('undo')
  }
  const { scopes } = caller
  return scopes === null ? moves : moves.filter((move) => scopes.includes(`packs:${move}`))
}

function notesFor({ verdict }: Judgement, { shipped }: AnswerContext) {
  if (shipped !== false || verdict !== 'genuine') return []
  return [
    {
      code: 'no-shipment' as const,
      said: 'No shipment on record brought this batch here. The pack may be supplied all the same.',
    },
  ]
}
