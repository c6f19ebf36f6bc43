import { z } from 'zod'
import { stopKinds, type StopKind } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import type { BatchDeps } from '../deps.ts'
import { batchParams, lineField, recordedShape } from '../keySchemas.ts'
import { liftStop, stopBatch } from './stopBatch.ts'

const stopBody = z.object({
  class: z.union([z.literal(1), z.literal(2), z.literal(3)]).meta({ description: '1 is the gravest' }),
  reason: lineField(200),
})
const stopped = z.object({ gtin: z.string(), lot: z.string(), kind: z.enum(stopKinds), ...recordedShape })

export function stopRoutes(deps: Pick<BatchDeps, 'submitter'>): Endpoint[] {
  return [
    stopRoute(deps, 'recall', 'recalled', 'Recall a batch: its maker or the regulator'),
    stopRoute(deps, 'withdraw', 'withdrawn', 'Withdraw a batch from the market: its maker or the regulator'),
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

function stopRoute(
  deps: Pick<BatchDeps, 'submitter'>,
  verb: string,
  kind: StopKind,
  summary: string,
): Endpoint {
  return endpoint({
    method: 'post',
    path: `/batches/{gtin}/{lot}/${verb}`,
    summary,
    access: { resource: 'batches', action: 'stop' },
    params: batchParams,
    body: stopBody,
    answers: { 201: stopped },
    async handle({ params, body, caller, idempotency }) {
      return { status: 201, body: await stopBatch(deps, caller, { ...params, ...body, kind }, idempotency) }
    },
  })
}
