import { z } from 'zod'
import { stopKinds } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import type { BatchDeps } from '../deps.ts'
import { batchParams, lineField, recordedShape } from '../keySchemas.ts'
import { liftStop, recallBatch, withdrawBatch } from './stopBatch.ts'

const stopBody = z.object({
  class: z.union([z.literal(1), z.literal(2), z.literal(3)]).meta({ description: '1 is the gravest' }),
  reason: lineField(200),
})
const stopped = z.object({ gtin: z.string(), lot: z.string(), kind: z.enum(stopKinds), ...recordedShape })
const stop = { resource: 'batches', action: 'stop' } as const

export function stopRoutes(deps: Pick<BatchDeps, 'submitter'>): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/batches/{gtin}/{lot}/recall',
      summary: 'Recall a batch: its maker or the regulator',
      access: stop,
      params: batchParams,
      body: stopBody,
      answers: { 201: stopped },
      async handle({ params, body, caller, idempotency }) {
        return { status: 201, body: await recallBatch(deps, caller, { ...params, ...body }, idempotency) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/batches/{gtin}/{lot}/withdraw',
      summary: 'Withdraw a batch from the market: its maker or the regulator',
      access: stop,
      params: batchParams,
      body: stopBody,
      answers: { 201: stopped },
      async handle({ params, body, caller, idempotency }) {
        return { status: 201, body: await withdrawBatch(deps, caller, { ...params, ...body }, idempotency) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/batches/{gtin}/{lot}/lift',
      summary: 'Lift a recall or withdrawal: the regulator alone',
      access: { resource: 'batches', action: 'lift' },
      params: batchParams,
      body: z.object({ kind: z.enum(stopKinds), reason: lineField(200) }),
      answers: { 201: stopped },
      async handle({ params, body, caller, idempotency }) {
        return { status: 201, body: await liftStop(deps, caller, { ...params, ...body }, idempotency) }
      },
    }),
  ]
}
