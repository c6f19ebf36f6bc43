import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { parseGtin, parseLot } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Database } from '../platform/database/openDatabase.ts'
import type { Scan } from '../platform/database/generated/client.ts'
import { endpoint, type Endpoint } from '../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../platform/http/paging.ts'
import type { AuditTrail } from './openAuditTrail.ts'
import { parsedBy } from '../platform/http/parsedBy.ts'
import { listScans } from './store.ts'

const scanBody = z.object({
  at: z.number().int(),
  channel: z.string(),
  participant: z.string().nullable(),
  site: z.string().nullable(),
  account: z.string().nullable(),
  verdict: z.string(),
  alert: z.string().nullable(),
  gtin: z.string().nullable(),
  lot: z.string().nullable(),
  packId: z.string().nullable().meta({ description: 'Of a registered pack' }),
  scanHash: z.string().nullable().meta({ description: 'Of anything else: equal for equal scans' }),
  intent: z.string().nullable(),
  height: z.number().int(),
  signature: z.string().nullable().meta({ description: 'Of AI 8030, where the code has it' }),
})

const time = z.coerce.number().int().min(0).optional()

/** Postgres may be slow: then the list is as old as what was drained last. */
const patienceMs = 2_000

export function auditRoutes(database: Database, trail: Pick<AuditTrail, 'drain'>): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/scans',
      summary: 'List the scans in the audit trail, newest first',
      description: 'A scan appears here within moments of its answer; the trail itself is durable before it.',
      access: { resource: 'scans', action: 'read' },
      query: pageQuery.extend({
        verdict: z
          .string()
          .regex(/^[a-z-]{1,40}$/, 'must be a verdict')
          .optional(),
        gtin: parsedBy((text) => parseGtin(text), '09506000134352').optional(),
        lot: parsedBy((text) => parseLot(text), 'AMX1').optional(),
        from: time.meta({ description: 'ms since 1970, included' }),
        to: time.meta({ description: 'ms since 1970, not included' }),
      }),
      answers: { 200: pageOf(scanBody) },
      async handle({ caller, reach, query }) {
        const { limit, after, verdict, gtin, lot, from, to } = query
        // What cannot be drained now is in the journal still, and its own timer tries again and says why.
        await Promise.race([
          trail.drain().catch(() => undefined),
          delay(patienceMs, undefined, { ref: false }),
        ])
        const [before] = decodeCursor(after, cursorOf.place) ?? [null]
        const participant = reach === 'all' ? undefined : caller.participant
        const rows = await listScans(
          database,
          { participant, verdict, gtin, lot, from, to },
          limit + 1,
          before,
        )
        const page = toPage(rows, limit, (row) => [String(row.place)], show)
        return { status: 200, body: page }
      },
    }),
  ]
}

/** @throws Refusal CURSOR_INVALID */
function show({ place: _place, at, height, ...facts }: Scan) {
  return { at: Number(at), ...facts, height: Number(height) }
}
