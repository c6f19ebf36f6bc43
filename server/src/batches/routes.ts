/** Batches as everybody reads them. */
import { z } from 'zod'
import type { BatchRecord, Stop, StopRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { packStates } from '../../../chaincode/src/domain/ledgerApi.ts'
import { isExpired } from '../../../chaincode/src/domain/batch.ts'
import { stateKey } from '../../../chaincode/src/domain/stateKeys.ts'
import { endpoint, type Endpoint } from '../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../platform/http/paging.ts'
import { Refusal } from '../platform/http/problem.ts'
import type { BatchWithCounts, PackCounts } from './batchReadStore.ts'
import type { BatchDeps } from './deps.ts'
import { batchParams, glnField, gtinField, lotField, searchField, storageField } from './keySchemas.ts'
import { countPacks } from './registration/registerBatch.ts'

const stopBody = z
  .object({ by: z.string(), class: z.number().int(), reason: z.string(), at: z.number().int() })
  .nullable()
const batchShape = {
  gtin: z.string(),
  lot: z.string(),
  expiresOn: z.string(),
  expired: z.boolean(),
  registrant: z.string(),
  markets: z.array(z.string()),
  storage: storageField.nullable(),
  recalled: stopBody,
  withdrawn: stopBody,
  changedAt: z.number().int().meta({ description: 'Registered or last extended' }),
  touched: z
    .partialRecord(z.enum(packStates), z.number().int())
    .meta({ description: 'Packs that something happened to, by state; all others are active' }),
} as const
const batchBody = z.object(batchShape)
const oneBatchBody = z.object({
  ...batchShape,
  packs: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Packs registered; null for everybody but the maker' }),
  height: z.number().int(),
})
const access = { resource: 'batches', action: 'read' } as const

export function batchRoutes(deps: BatchDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/batches',
      summary: 'List batches by GTIN and lot number',
      access,
      query: pageQuery.extend({
        gtin: gtinField.optional(),
        lot: lotField.optional(),
        registrant: glnField.optional(),
        stop: z.enum(['recalled', 'withdrawn']).optional(),
        search: searchField('How the lot number or the GTIN begins'),
      }),
      answers: { 200: pageOf(batchBody) },
      async handle({ query: { limit, after, ...wanted } }) {
        const cursor = decodeCursor(after, cursorOf.texts)
        const from = cursor && { gtin: cursor[0], lot: cursor[1] }
        const { gtin, lot, registrant, stop, search } = wanted
        const filter = {
          ...(gtin && { gtin }),
          ...(lot && { lot }),
          ...(registrant && { registrant }),
          ...(stop && { stop }),
          ...(search && { search }),
        }
        const rows = await deps.batchReads.batches(filter, limit, from)
        return {
          status: 200,
          body: toPage(
            rows,
            limit,
            (row) => [row.gtin, row.lot],
            (row) => showRow(row, deps.clock()),
          ),
        }
      },
    }),
    endpoint({
      method: 'get',
      path: '/batches/{gtin}/{lot}',
      summary: 'Read a batch',
      access,
      params: batchParams,
      answers: { 200: oneBatchBody },
      async handle({ params: { gtin, lot }, caller }) {
        const { replica, batchReads, clock } = deps
        const batch = replica.read<BatchRecord>(stateKey.batch(gtin, lot))
        if (batch === null) throw new Refusal('NOT_FOUND', { what: 'batch', gtin, lot })
        const stop = replica.read<StopRecord>(stateKey.stop(gtin, lot))
        const packs = batch.registrant === caller.participant ? await countPacks(deps, gtin, lot) : null
        const counts = (await batchReads.batch(gtin, lot))?.counts ?? {}
        const shown = show(
          { ...batch, recalled: stop?.recalled ?? null, withdrawn: stop?.withdrawn ?? null },
          counts,
          clock(),
        )
        return { status: 200, body: { ...shown, packs, height: replica.height } }
      },
    }),
  ]
}

type Shown = Omit<BatchRecord, 'v' | 'packs'> & Pick<StopRecord, 'recalled' | 'withdrawn'>

function show(batch: Shown, touched: PackCounts, now: number) {
  const { gtin, lot, expiresOn, registrant, storage, recalled, withdrawn, at } = batch
  const stops = { recalled, withdrawn, expired: isExpired(batch, now) }
  return {
    gtin,
    lot,
    expiresOn,
    registrant,
    markets: [...batch.markets],
    storage,
    ...stops,
    changedAt: at,
    touched,
  }
}

function showRow(row: BatchWithCounts, now: number) {
  const { storage, recalled, withdrawn } = row
  return show(
    {
      ...(row as unknown as Pick<Shown, 'gtin' | 'lot' | 'expiresOn' | 'registrant' | 'markets'>),
      storage: storage as unknown as Shown['storage'],
      recalled: recalled as unknown as Stop | null,
      withdrawn: withdrawn as unknown as Stop | null,
      at: row.at.getTime(),
    },
    row.counts,
    now,
  )
}
