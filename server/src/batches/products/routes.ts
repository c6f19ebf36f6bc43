import { z } from 'zod'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/paging.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { LedgerProduct } from '../../platform/database/generated/client.ts'
import type { BatchDeps } from '../deps.ts'
import { glnField, gtinField, lineField, recordedShape, searchField } from '../keySchemas.ts'
import { registerProduct } from './registerProduct.ts'

const productShape = {
  gtin: z.string(),
  name: z.string(),
  form: z.string(),
  strength: z.string(),
  packSize: z.number().int(),
} as const
const productBody = z.object({ ...productShape, registrant: z.string(), registeredAt: z.number().int() })
const read = { resource: 'products', action: 'read' } as const

export function productRoutes(deps: Pick<BatchDeps, 'batchReads' | 'submitter'>): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/products',
      summary: 'Register a product',
      description: 'A GTIN belongs to the manufacturer who registers it first.',
      access: { resource: 'products', action: 'register' },
      body: z.object({
        gtin: gtinField,
        name: lineField(200),
        form: lineField(100).meta({ example: 'hard capsule' }),
        strength: lineField(100).meta({ example: '500 mg' }),
        packSize: z.number().int().min(1).max(1_000_000),
      }),
      answers: { 201: z.object({ gtin: z.string(), ...recordedShape }) },
      async handle({ body, caller, idempotency }) {
        return { status: 201, body: await registerProduct(deps, caller, body, idempotency) }
      },
    }),
    endpoint({
      method: 'get',
      path: '/products',
      summary: 'List products by GTIN',
      access: read,
      query: pageQuery.extend({
        registrant: glnField.optional(),
        search: searchField('In the name, or how the GTIN begins'),
      }),
      answers: { 200: pageOf(productBody) },
      async handle({ query: { limit, after, registrant, search } }) {
        const [from] = decodeCursor(after, cursorOf.text) ?? [null]
        const filter = { ...(registrant && { registrant }), ...(search && { search }) }
        const rows = await deps.batchReads.products(filter, limit, from)
        return { status: 200, body: toPage(rows, limit, ({ gtin }) => [gtin], show) }
      },
    }),
    endpoint({
      method: 'get',
      path: '/products/{gtin}',
      summary: 'Read a product',
      access: read,
      params: z.object({ gtin: gtinField }),
      answers: { 200: productBody },
      async handle({ params: { gtin } }) {
        const product = await deps.batchReads.product(gtin)
        if (product === null) throw new Refusal('NOT_FOUND', { what: 'product', gtin })
        return { status: 200, body: show(product) }
      },
    }),
  ]
}

function show({ gtin, name, form, strength, packSize, registrant, at }: LedgerProduct) {
  return { gtin, name, form, strength, packSize, registrant, registeredAt: at.getTime() }
}
