/**
 * Batches: registered whole in one transaction, extended, recalled, withdrawn, lifted. Recalls and withdrawals stand in
 * a record of their own, so that stopping a batch never conflicts with touching its packs' facts.
 */
import type { Act, Decision } from './decision.ts'
import { fullYear } from './gs1/date.ts'
import type { Gtin, Lot } from './gs1/keys.ts'
import type { BatchRecord, Hash, PackTree, ParticipantRecord, ProductRecord, Stop } from './ledgerApi.ts'
import { stopKinds, type StopKind, type StopRecord } from './ledgerApi.ts'
import type { TransactionEvent, TransactionInput } from './ledgerApi.ts'
import { requireParticipant } from './participant.ts'
import { stateKey } from './stateKeys.ts'
import { dayOf, refuseClockBehind } from './time.ts'
import { RuleViolation } from './violation.ts'

/** At most so many trees a batch: its record stays small, and so does a search for a pack. */
export const maxTrees = 64

/** Why a batch must not be dispensed; gravest first, in the order in which a verdict names them. */
export const batchStops = [...stopKinds, 'expired'] as const
export type BatchStop = (typeof batchStops)[number]

const stopCodes = {
  recalled: 'BATCH_RECALLED',
  withdrawn: 'BATCH_WITHDRAWN',
  expired: 'BATCH_EXPIRED',
} as const

/** An expiry ends at 24:00 UTC of its day. Days written YYYY-MM-DD sort as texts. */
export function isExpired(batch: Pick<BatchRecord, 'expiresOn'>, now: number): boolean {
  return dayOf(now) > batch.expiresOn
}

/** The recall and the withdrawal that stand, gravest first. */
export function standingStops(stop: StopRecord | null): StopKind[] {
  return stopKinds.filter((kind) => (stop?.[kind] ?? null) !== null)
}

/** Everything that stops the batch at this time, gravest first. */
export function stopsOf(
  batch: Pick<BatchRecord, 'expiresOn'>,
  stop: StopRecord | null,
  now: number,
): BatchStop[] {
  return isExpired(batch, now) ? [...standingStops(stop), 'expired'] : standingStops(stop)
}

/** Throws the code of the gravest stop; its facts name them all. */
export function refuseStopped(batch: { gtin: Gtin; lot: Lot }, stops: readonly BatchStop[]): void {
  const [gravest] = stops
  if (gravest === undefined) return
  throw new RuleViolation(stopCodes[gravest], { gtin: batch.gtin, lot: batch.lot, stops: [...stops] })
}

/** The batch, or BATCH_UNKNOWN. */
export function requireBatch(batch: BatchRecord | null, gtin: Gtin, lot: Lot): BatchRecord {
  if (batch === null) throw new RuleViolation('BATCH_UNKNOWN', { gtin, lot })
  return batch
}

export interface RegisterWorld {
  registrant: ParticipantRecord | null
  product: ProductRecord | null
  batch: BatchRecord | null
  /** Key ids that the verifiers hold, of those that the input names. */
  deposited: ReadonlySet<Hash>
}

/** One transaction whatever the number of packs: the ledger sees roots of trees. */
export function decideRegister(
  act: Act,
  input: TransactionInput<'batch:register'>,
  { registrant, product, batch, deposited }: RegisterWorld,
): Decision<TransactionEvent<'batch:register'>> {
  const { gtin, lot } = input
  requireParticipant(act, registrant, input.registrant, ['manufacturer'])
  if (product === null) throw new RuleViolation('PRODUCT_UNKNOWN', { gtin })
  if (product.registrant !== input.registrant) {
    throw new RuleViolation('PRODUCT_OF_OTHER_PARTICIPANT', { gtin, registrant: product.registrant })
  }
  if (batch !== null) throw new RuleViolation('BATCH_EXISTS', { gtin, lot })
  refuseUnprintable(input.expiresOn, act.now)
  refuseUnknownKeys(input.packs, deposited)
  const record: BatchRecord = { v: 1, ...input, at: act.now }
  return {
    writes: [{ key: stateKey.batch(gtin, lot), record }],
    event: { type: 'batch.registered', gtin, lot, at: act.now },
  }
}

/** Why an expiry cannot be printed: a code has two digits for its year (GS1 General Specifications, 7.12). */
export const unprintable = 'two digits must tell the year: at most 50 years ahead, 49 behind'

/** Whether a code can say this expiry today. */
export function isPrintable(expiresOn: string, now: number): boolean {
  const year = Number(expiresOn.slice(0, 4))
  return fullYear(year % 100, Number(dayOf(now).slice(0, 4))) === year
}

export function refuseUnprintable(expiresOn: string, now: number): void {
  if (isPrintable(expiresOn, now)) return
  throw new RuleViolation('INPUT_INVALID', { field: 'expiresOn', reason: unprintable })
}

export interface ExtendWorld extends Omit<RegisterWorld, 'product'> {
  stop: StopRecord | null
}

/** More packs of the same batch, under further roots. */
export function decideExtend(
  act: Act,
  input: TransactionInput<'batch:extend'>,
  world: ExtendWorld,
): Decision<TransactionEvent<'batch:extend'>> {
  const { gtin, lot, packs } = input
  requireParticipant(act, world.registrant, input.registrant, ['manufacturer'])
  const batch = requireBatch(world.batch, gtin, lot)
  refuseOthersBatch(batch, input.registrant)
  refuseStopped(batch, stopsOf(batch, world.stop, act.now))
  const twice = packs.find(({ root }) => batch.packs.some((tree) => tree.root === root))
  if (twice !== undefined) throw new RuleViolation('TREE_EXISTS', { gtin, lot, root: twice.root })
  const trees = batch.packs.length + packs.length
  if (trees > maxTrees) throw new RuleViolation('BATCH_FULL', { gtin, lot, trees, most: maxTrees })
  refuseUnknownKeys(packs, world.deposited)
  refuseClockBehind(act.now, batch.at)
  const record: BatchRecord = { ...batch, packs: [...batch.packs, ...packs], at: act.now }
  return {
    writes: [{ key: stateKey.batch(gtin, lot), record }],
    event: { type: 'batch.extended', gtin, lot, trees, at: act.now },
  }
}

export interface StopWorld {
  by: ParticipantRecord | null
  batch: BatchRecord | null
  stop: StopRecord | null
}

/** By the batch's manufacturer or the regulator. A stop that stands is not replaced: its class could be softened. */
export function decideStop(
  act: Act,
  kind: StopKind,
  { gtin, lot, by, reason, class: gravity }: TransactionInput<'batch:recall'>,
  world: StopWorld,
): Decision<TransactionEvent<'batch:recall'>> {
  const participant = requireParticipant(act, world.by, by, ['manufacturer', 'regulator'])
  const batch = requireBatch(world.batch, gtin, lot)
  if (!participant.roles.includes('regulator')) refuseOthersBatch(batch, by)
  if (standingStops(world.stop).includes(kind)) refuseStopped(batch, [kind])
  refuseClockBehind(act.now, lastChangeOf(world))
  const stop: Stop = { by, class: gravity, reason, at: act.now }
  return {
    writes: [{ key: stateKey.stop(gtin, lot), record: withStop(world.stop, kind, stop) }],
    event: { type: 'batch.stopped', gtin, lot, kind, at: act.now },
  }
}

/** Only the regulator lifts. */
export function decideLift(
  act: Act,
  { gtin, lot, by, kind }: TransactionInput<'batch:lift'>,
  world: StopWorld,
): Decision<TransactionEvent<'batch:lift'>> {
  requireParticipant(act, world.by, by, ['regulator'])
  requireBatch(world.batch, gtin, lot)
  if (!standingStops(world.stop).includes(kind)) {
    throw new RuleViolation('BATCH_NOT_STOPPED', { gtin, lot, kind })
  }
  refuseClockBehind(act.now, lastChangeOf(world))
  return {
    writes: [{ key: stateKey.stop(gtin, lot), record: withStop(world.stop, kind, null) }],
    event: { type: 'batch.lifted', gtin, lot, kind, at: act.now },
  }
}

function withStop(stop: StopRecord | null, kind: StopKind, to: Stop | null): StopRecord {
  return { v: 1, recalled: stop?.recalled ?? null, withdrawn: stop?.withdrawn ?? null, [kind]: to }
}

function lastChangeOf({ batch, stop }: StopWorld): number {
  return Math.max(batch?.at ?? 0, stop?.recalled?.at ?? 0, stop?.withdrawn?.at ?? 0)
}

function refuseOthersBatch(batch: BatchRecord, by: ParticipantRecord['gln']): void {
  if (batch.registrant === by) return
  const { gtin, lot, registrant } = batch
  throw new RuleViolation('BATCH_OF_OTHER_PARTICIPANT', { gtin, lot, registrant })
}

function refuseUnknownKeys(packs: readonly PackTree[], deposited: ReadonlySet<Hash>): void {
  const unknown = packs.find(({ keyId }) => !deposited.has(keyId))
  if (unknown !== undefined) throw new RuleViolation('PACK_KEY_UNKNOWN', { keyId: unknown.keyId })
}
