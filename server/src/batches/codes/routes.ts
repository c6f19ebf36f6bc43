import { z } from 'zod'
import type { ProductRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import { endpoint, raw, type Endpoint } from '../../platform/http/endpoint.ts'
import type { BatchDeps } from '../deps.ts'
import { batchParams } from '../keySchemas.ts'
import { composeLabel, type Label } from '../labels/composeLabel.ts'
import { drawSymbol, symbologies, type Symbology } from '../labels/drawSymbol.ts'
import { labelSheets } from '../labels/labelSheets.ts'
import { codesCsv } from './codesCsv.ts'
import { packCodes, type PackCodes, type PackRange } from './packCodes.ts'

/** 500 sheets: some megabytes and a minute. */
const mostLabels = 12_000
const access = { resource: 'batches', action: 'readCodes' } as const
const rangeQuery = z.object({
  first: z.coerce.number().int().min(1).default(1).meta({ description: 'The first pack, from 1' }),
  count: z.coerce.number().int().min(1).optional().meta({ description: 'How many; all by default' }),
})
type Deps = Pick<BatchDeps, 'registrations' | 'replica' | 'publicUrl'>

export function codeRoutes(deps: Deps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/batches/{gtin}/{lot}/codes',
      summary: 'The codes of a batch as CSV, for its maker',
      access,
      params: batchParams,
      query: rangeQuery,
      answers: { 200: raw('text/csv; charset=utf-8') },
      async handle({ params, query, caller }) {
        const codes = await packCodes(deps, caller, params)
        return { status: 200, body: codesCsv(codes.codes(toRange(codes, query)), deps.publicUrl) }
      },
    }),
    endpoint({
      method: 'get',
      path: '/batches/{gtin}/{lot}/labels.pdf',
      summary: 'Labels of a batch on A4 sheets of 3 x 8, for its maker',
      description: `63.5 x 33.9 mm each, at most ${mostLabels} in one file.`,
      access,
      params: batchParams,
      query: rangeQuery.extend({ symbol: z.enum(symbologies).default('datamatrix') }),
      answers: { 200: raw('application/pdf') },
      async handle({ params, query, caller }) {
        const codes = await packCodes(deps, caller, params)
        const range = toRange(codes, query)
        if (range.count > mostLabels) {
          const reason = `at most ${mostLabels} labels in one file, and these are ${range.count}: give first and count`
          throw new RuleViolation('INPUT_INVALID', { field: 'count', reason })
        }
        const labels = drawLabels(deps, codes, range, query.symbol)
        return { status: 200, body: labelSheets(labels, `Labels ${params.gtin} ${params.lot}`) }
      },
    }),
  ]
}

function toRange(
  { total }: PackCodes,
  { first, count }: { first: number; count?: number | undefined },
): PackRange {
  if (first > total)
    throw new RuleViolation('INPUT_INVALID', { field: 'first', reason: `the batch has ${total} packs` })
  return { first: first - 1, count: Math.min(count ?? total, total - first + 1) }
}

async function* drawLabels(
  { replica, publicUrl }: Deps,
  { batch, codes }: PackCodes,
  range: PackRange,
  symbol: Symbology,
): AsyncGenerator<Label> {
  const product = replica.read<ProductRecord>(stateKey.product(batch.gtin))
  const details = product && `${product.strength}, ${product.form}, ${product.packSize}`
  const names = product && details ? [product.name, details].filter(isPrintable) : []
  for await (const code of codes(range)) {
    yield composeLabel(code, drawSymbol(symbol, code, publicUrl), names)
  }
}

/** PDF's built-in fonts know Latin-1; a name in another script is left out rather than garbled: the code identifies the pack. */
function isPrintable(name: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u00ff]+$/.test(name)
}
