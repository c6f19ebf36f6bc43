import { z } from 'zod'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { endpoint, raw, type Endpoint } from '../../platform/http/endpoint.ts'
import type { BatchDeps } from '../deps.ts'
import { importBatches } from '../import/importBatches.ts'
import { readBody } from '../import/readBody.ts'
import {
  batchParams,
  dateField,
  gtinField,
  lotField,
  marketField,
  recordedShape,
  serialField,
  storageField,
} from '../keySchemas.ts'
import type { PackSource } from './preparePacks.ts'
import { extendBatch, registerBatch } from './registerBatch.ts'

const registered = z.object({
  gtin: z.string(),
  lot: z.string(),
  packs: z.number().int().meta({ description: 'Packs of the whole batch' }),
  ...recordedShape,
})
const register = { resource: 'batches', action: 'register' } as const
const packFields = {
  count: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Draw so many serials of 80 random bits' }),
  serials: z
    .array(serialField)
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Or: the serials that the packs carry' }),
} as const
const marketsField = z
  .array(marketField)
  .max(250)
  .meta({ description: 'ISO 3166-1 alpha-2; none: not stated' })

export function registrationRoutes(deps: BatchDeps): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/batches',
      summary: 'Register a batch with its packs',
      description: 'One transaction, whatever the number of packs. Give either `count` or `serials`.',
      access: register,
      body: z.object({
        gtin: gtinField,
        lot: lotField,
        expiresOn: dateField,
        markets: marketsField.default([]),
        storage: storageField.nullable().default(null),
        ...packFields,
      }),
      answers: { 201: registered },
      async handle({ body: { count, serials, ...batch }, caller, idempotency }) {
        const request = { ...batch, packs: toPacks(count, serials) }
        return { status: 201, body: await registerBatch(deps, caller, request, idempotency) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/batches/import',
      summary: 'Register the batches of a CSV file',
      description:
        'UTF-8 with the header `gtin,lot,expiry,serial`, comma or semicolon, one row a pack, expiry as YYYY-MM-DD, at most a million rows. ' +
        'A file may hold several batches; each is one transaction. The first fault refuses the whole file and names line and field.',
      access: register,
      body: raw('text/csv'),
      query: z.object({
        markets: z
          .string()
          .default('')
          .transform((text) => (text === '' ? [] : text.split(',')))
          .pipe(marketsField)
          .meta({ example: 'DE,FR' }),
        minTenthsC: z.coerce.number().int().optional(),
        maxTenthsC: z.coerce.number().int().optional(),
      }),
      answers: { 201: z.object({ rows: z.number().int(), batches: z.array(registered) }) },
      async handle({ body, query, caller, idempotency }) {
        const terms = { markets: query.markets, storage: toStorage(query) }
        const imported = await readBody(body, (file) => importBatches(deps, caller, file, terms, idempotency))
        return { status: 201, body: imported }
      },
    }),
    endpoint({
      method: 'post',
      path: '/batches/{gtin}/{lot}/extend',
      summary: 'Register more packs of a batch',
      access: register,
      params: batchParams,
      body: z.object(packFields),
      answers: { 201: registered },
      async handle({ params, body: { count, serials }, caller, idempotency }) {
        const request = { ...params, packs: toPacks(count, serials) }
        return { status: 201, body: await extendBatch(deps, caller, request, idempotency) }
      },
    }),
  ]
}

function toPacks(count: number | undefined, serials: Serial[] | undefined): PackSource {
  if ((count === undefined) === (serials === undefined)) {
    throw new RuleViolation('INPUT_INVALID', { field: 'count', reason: 'give either count or serials' })
  }
  if (serials === undefined) return { count: count ?? 0 }
  const seen = new Set<Serial>()
  serials.forEach((serial, i) => {
    if (seen.has(serial))
      throw new RuleViolation('INPUT_INVALID', { field: `serials.${i}`, reason: 'stands twice' })
    seen.add(serial)
  })
  return { serials }
}

function toStorage({
  minTenthsC,
  maxTenthsC,
}: {
  minTenthsC?: number | undefined
  maxTenthsC?: number | undefined
}) {
  if (minTenthsC === undefined && maxTenthsC === undefined) return null
  const parsed = storageField.safeParse({ minTenthsC, maxTenthsC })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new RuleViolation('INPUT_INVALID', {
    field: field || 'minTenthsC',
    reason: issue?.message ?? 'is wrong',
  })
}
