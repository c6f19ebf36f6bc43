import { z } from 'zod'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery } from '../../platform/http/paging.ts'
import type { BatchDeps } from '../deps.ts'
import { glnField, gtinField, lotField, recordedShape, ssccField } from '../keySchemas.ts'
import { commissionUnit } from './commissionUnit.ts'
import { listUnits } from './listUnits.ts'
import { receiveUnit } from './receiveUnit.ts'
import { shipUnit } from './shipUnit.ts'

const quantityField = z.number().int().min(1).max(1_000_000_000)
const contentsBody = z
  .array(z.object({ gtin: gtinField, lot: lotField, quantity: quantityField }))
  .min(1)
  .max(100)
const receipt = z.object({ sscc: z.string(), unitId: z.string(), ...recordedShape })
const unitBody = z.object({
  sscc: z.string(),
  unitId: z.string(),
  standing: z.enum(['held', 'arriving', 'sent', 'passed']),
  contents: z.array(z.object({ gtin: z.string(), lot: z.string(), quantity: z.number().int() })),
  seq: z.number().int(),
  changedAt: z.number().int(),
})

export function unitRoutes(deps: BatchDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/units',
      summary:
        'List the units my participant holds, awaits, sent or had; for a regulator, all of this server',
      description: 'A page may hold fewer units than asked for and still have a `next`.',
      access: { resource: 'units', action: 'read' },
      query: pageQuery,
      answers: { 200: pageOf(unitBody) },
      async handle({ query: { limit, after }, caller, reach }) {
        const [from] = decodeCursor(after, cursorOf.text) ?? [null]
        return { status: 200, body: await listUnits(deps, caller, reach, { limit, after: from }) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/units',
      summary: 'Commission a logistic unit with its contents',
      access: { resource: 'units', action: 'commission' },
      body: z.object({ sscc: ssccField, contents: contentsBody }),
      answers: { 201: receipt },
      async handle({ body, caller, idempotency }) {
        return { status: 201, body: await commissionUnit(deps, caller, body, idempotency) }
      },
    }),
    ...travelRoutes(deps),
  ]
}

function travelRoutes(deps: BatchDeps): Endpoint[] {
  const params = z.object({ sscc: ssccField })
  return [
    endpoint({
      method: 'post',
      path: '/units/{sscc}/ship',
      summary: 'Ship a unit to a participant: only its holder',
      access: { resource: 'units', action: 'ship' },
      params,
      body: z.object({ to: glnField }),
      answers: { 201: receipt },
      async handle({ params: { sscc }, body: { to }, caller, idempotency }) {
        return { status: 201, body: await shipUnit(deps, caller, { sscc, to }, idempotency) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/units/{sscc}/receive',
      summary: 'Receive a unit: only the participant it was shipped to',
      access: { resource: 'units', action: 'receive' },
      params,
      answers: { 201: receipt },
      async handle({ params: { sscc }, caller, idempotency }) {
        return { status: 201, body: await receiveUnit(deps, caller, sscc, idempotency) }
      },
    }),
  ]
}
