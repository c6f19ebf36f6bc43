/** Logistic units: only the holder ships, only the named receiver receives, a stopped batch does not travel. */
import { requireOpening } from './actor.ts'
import { refuseStopped, requireBatch, standingStops } from './batch.ts'
import type { Act, Decision } from './decision.ts'
import type { BatchRecord, OrganisationRecord, Role, StopRecord, UnitRecord } from './ledgerApi.ts'
import type { TransactionEvent, TransactionInput } from './ledgerApi.ts'
import type { Hashing } from './names.ts'
import { requireOrganisation, requireRole } from './participant.ts'
import { stateKey } from './stateKeys.ts'
import { refuseClockBehind } from './time.ts'
import { RuleViolation } from './violation.ts'

/** Who may ship and receive units. The ledger knows the organisations of both alone: servers hold their participants to it. */
export const unitHandlers = [
  'manufacturer',
  'wholesaler',
  'carrier',
  'pharmacy',
  'hospital',
] as const satisfies readonly Role[]

export interface CommissionWorld {
  organisation: OrganisationRecord | null
  unit: UnitRecord | null
  /** Of the input's contents, in their order. */
  batches: readonly (BatchRecord | null)[]
}

export function decideCommission(
  act: Act,
  { unitId, tag, contents }: TransactionInput<'unit:commission'>,
  { organisation, unit, batches }: CommissionWorld,
): Decision<TransactionEvent<'unit:commission'>> {
  requireRole(organisation, act.msp, ['manufacturer', 'wholesaler'])
  if (unit !== null) throw new RuleViolation('UNIT_EXISTS', { unitId })
  contents.forEach(({ gtin, lot }, i) => requireBatch(batches[i] ?? null, gtin, lot))
  const record: UnitRecord = {
    v: 1,
    holder: { org: act.msp, tag },
    to: null,
    contents,
    seq: 1,
    at: act.now,
  }
  return {
    writes: [{ key: stateKey.unit(unitId), record }],
    event: { type: 'unit.commissioned', unitId, at: act.now },
  }
}

export interface ShipWorld {
  unit: UnitRecord | null
  /** Of the unit's contents, in their order. */
  stops: readonly (StopRecord | null)[]
  /** Of the receiver. */
  receiver: OrganisationRecord | null
}

/** Expired goods may travel (to be returned or destroyed); recalled and withdrawn ones stay where they are. */
export function decideShip(
  h: Hashing,
  act: Act,
  { unitId, opening, to }: TransactionInput<'unit:ship'>,
  { unit: found, stops, receiver }: ShipWorld,
): Decision<TransactionEvent<'unit:ship'>> {
  const unit = requireUnit(found, unitId)
  if (unit.to !== null) throw new RuleViolation('UNIT_IN_TRANSIT', { unitId, to: unit.to.org })
  requireOpening(h, act, unit.holder, opening, { unitId })
  requireOrganisation(receiver, to.org)
  unit.contents.forEach((content, i) => refuseStopped(content, standingStops(stops[i] ?? null)))
  refuseClockBehind(act.now, unit.at)
  const record: UnitRecord = { ...unit, to, at: act.now }
  return {
    writes: [{ key: stateKey.unit(unitId), record }],
    event: { type: 'unit.shipped', unitId, to: to.org, at: act.now },
  }
}

/** Shows the receiver's 32 random bytes, whose tag the shipper named, and sets the tag of its first touch. */
export function decideReceive(
  h: Hashing,
  act: Act,
  { unitId, opening, tag }: TransactionInput<'unit:receive'>,
  found: UnitRecord | null,
): Decision<TransactionEvent<'unit:receive'>> {
  const unit = requireUnit(found, unitId)
  if (unit.to === null) throw new RuleViolation('UNIT_NOT_IN_TRANSIT', { unitId })
  requireOpening(h, act, unit.to, opening, { unitId })
  refuseClockBehind(act.now, unit.at)
  const seq = unit.seq + 1
  const record: UnitRecord = { ...unit, holder: { org: act.msp, tag }, to: null, seq, at: act.now }
  return {
    writes: [{ key: stateKey.unit(unitId), record }],
    event: { type: 'unit.received', unitId, seq, at: act.now },
  }
}

/** The unit, or UNIT_UNKNOWN. */
function requireUnit(unit: UnitRecord | null, unitId: string): UnitRecord {
  if (unit === null) throw new RuleViolation('UNIT_UNKNOWN', { unitId })
  return unit
}
