import { z } from 'zod'
import { packMoves, packStates, type PackMove } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import type { BatchDeps } from '../deps.ts'
import { recordedShape } from '../keySchemas.ts'
import { movePaths } from './movePaths.ts'
import { readPackHistory, type PackHistory } from './readPackHistory.ts'
import { movePack, undoPack } from './touchPack.ts'

const moveNames = [...packMoves, 'undo'] as const
const codeBody = z.object({
  code: z
    .string()
    .min(1)
    .max(4096)
    .meta({ description: 'As scanned or typed: element string or Digital Link' }),
  confirmed: z
    .boolean()
    .default(false)
    .meta({ description: 'The user has seen what was repaired in the code' }),
})
const touched = z.object({
  packId: z.string(),
  gtin: z.string(),
  lot: z.string(),
  move: z.enum(moveNames),
  state: z.enum(packStates),
  from: z.enum(packStates),
  seq: z.number().int(),
  at: z.number().int(),
  ...recordedShape,
})
const historyBody = z.object({
  packId: z.string(),
  gtin: z.string(),
  lot: z.string(),
  state: z.string(),
  touches: z.array(
    z.object({
      seq: z.number().int(),
      move: z.string(),
      state: z.string(),
      organisation: z.string(),
      mine: z.boolean().meta({ description: 'Made at the caller’s site' }),
      at: z.number().int(),
      height: z.number().int(),
      txId: z.string(),
    }),
  ),
})

const summaries: Record<PackMove, string> = {
  supply: 'Dispense a pack to the public',
  export: 'Export a pack out of the market',
  sample: 'Take a pack as a sample for an authority',
  giveFreeSample: 'Give a pack away as a free sample',
  checkOut: 'Check a pack out for repackaging',
  lock: 'Lock a pack until somebody has looked at it',
  destroy: 'Destroy a pack; cannot be undone',
  reportStolen: 'Report a pack as stolen; cannot be undone',
}

export function packRoutes(deps: BatchDeps): Endpoint[] {
  return [
    ...packMoves.map((move) => moveRoute(deps, move)),
    undoRoute(deps, 'undo', 'Take the last move back, at the site that made it'),
    undoRoute(deps, 'unlock', 'Unlock a pack, at the site that locked it'),
    historyRoute(deps),
  ]
}

function moveRoute(deps: BatchDeps, move: PackMove): Endpoint {
  return endpoint({
    method: 'post',
    path: `/packs/${movePaths[move]}`,
    summary: summaries[move],
    access: { resource: 'packs', action: move },
    body: codeBody,
    answers: { 201: touched },
    async handle({ body, caller, idempotency }) {
      return { status: 201, body: await movePack(deps, caller, { ...body, move }, idempotency) }
    },
  })
}

function undoRoute(deps: BatchDeps, verb: 'undo' | 'unlock', summary: string): Endpoint {
  return endpoint({
    method: 'post',
    path: `/packs/${verb}`,
    summary,
    access: { resource: 'packs', action: 'undo' },
    body: codeBody,
    answers: { 201: touched },
    async handle({ body, caller, idempotency }) {
      return { status: 201, body: await undoPack(deps, caller, { ...body, verb }, idempotency) }
    },
  })
}

function historyRoute(deps: BatchDeps): Endpoint {
  return endpoint({
    method: 'get',
    path: '/packs/{packId}',
    summary: 'What happened to a pack: for its maker, for who touched it, for the regulator',
    access: { resource: 'packs', action: 'read' },
    params: z.object({ packId: z.string().regex(/^[\w-]{43}$/, 'must be 43 characters of base64url') }),
    answers: { 200: historyBody },
    async handle({ params, caller, reach }) {
      return { status: 200, body: show(await readPackHistory(deps, caller, reach, params.packId)) }
    },
  })
}

function show({ pack: { packId, gtin, lot, state }, touches }: PackHistory) {
  const shown = touches.map(({ seq, move, state, org, mine, at, height, txId }) => ({
    ...{ seq, move, state, organisation: org, mine, at: at.getTime(), height, txId },
  }))
  return { packId, gtin, lot, state, touches: shown }
}
