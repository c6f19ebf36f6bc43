/** One pack of the tests' batch, and what somebody tries to do with it. */
import type {
  BatchRecord,
  Msp,
  PackMove,
  PackRecord,
  StopRecord,
} from '../../chaincode/src/domain/ledgerApi.ts'
import { decideMove, type MoveWorld } from '../../chaincode/src/domain/pack.ts'
import {
  amoxil500,
  at,
  batch,
  h,
  hour,
  lotA,
  organisation,
  packIdOf,
  proofOf,
  t0,
  tagAt,
  written,
} from './given.ts'

export const packId = packIdOf('S3')
export const key = `pack/${packId}`
export const noon = t0 + 3 * hour

export interface Attempt {
  move: PackMove
  by: Msp
  now?: number
  serial?: string
  lot?: typeof lotA
  proof?: ReturnType<typeof proofOf> | null
  batch?: BatchRecord | null
  stop?: StopRecord | null
  pack?: PackRecord | null
  /** By default the one that comes next. */
  seq?: number
  organisation?: MoveWorld['organisation']
}

export function attempt(one: Attempt) {
  const { move, by, now = noon, serial = 'S3', proof = proofOf(serial), stop = null, pack = null } = one
  const id = packIdOf(serial)
  const seq = one.seq ?? (pack?.seq ?? 0) + 1
  const tag = tagAt('counter', id, seq)
  const world: MoveWorld = {
    organisation: one.organisation === undefined ? organisation(by) : one.organisation,
    batch: one.batch === undefined ? batch() : one.batch,
    stop,
    pack,
  }
  const input = {
    packId: id,
    gtin: amoxil500,
    lot: one.lot ?? lotA,
    ...{ seq, tag },
    proof: pack === null ? proof : null,
  }
  return decideMove(h, at(now, by), move, input, world)
}

/** The pack's record after a first move. */
export function packAfter(move: PackMove, by: Msp, now = noon): PackRecord {
  return written(attempt({ move, by, now }), key)
}
