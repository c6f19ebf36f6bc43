/** Where a caller asks who was told that the outcome of a change is not known yet. */
import { z } from 'zod'
import { parseViolation } from '../../../../chaincode/src/domain/violation.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Replica } from '../replica.ts'
import type { OutboxEntry, OutboxStore } from './outboxStore.ts'
import { happened } from './settleOutbox.ts'

const outcomes = ['pending', 'done', 'refused', 'unsent'] as const

const fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

const requestBody = z.object({
  requestId: z.string(),
  /** The ledger's name for the change. */
  transaction: z.string(),
  /** `pending`: not known yet; `done`: it happened; `refused`: a rule said no; `unsent`: it did not happen and may be asked for again. */
  outcome: z.enum(outcomes),
  /** Of the transaction, where this server has its receipt. */
  txId: z.string().nullable(),
  height: z.number().int().nullable(),
  /** Why it was refused. */
  problem: z.object({ code: z.string(), facts: z.record(z.string(), fact) }).nullable(),
})

export function requestRoutes(outbox: OutboxStore, replica: Replica): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/requests/{requestId}',
      summary: 'Ask what became of a change whose outcome was not known',
      description:
        'An answer 202 `OUTCOME_UNKNOWN` names its `requestId` and leads here by `Location`. The server goes on finding out by ' +
        'itself; a request is remembered for 30 days.',
      access: { resource: 'ledger', action: 'read' },
      params: z.object({ requestId: z.uuid() }),
      answers: { 200: requestBody },
      async handle({ params, caller }) {
        const entry = await outbox.read(params.requestId)
        // The id is known to nobody but who made the request; another organisation's is none of the caller's business.
        if (entry?.msp !== caller.msp) throw new Refusal('NOT_FOUND', { what: 'request' })
        return { status: 200, body: outcomeOf(entry, replica) }
      },
    }),
  ]
}

function outcomeOf(entry: OutboxEntry, replica: Replica) {
  const { requestId, fn, outcome } = entry
  const shown = { requestId, transaction: fn, txId: null, height: null, problem: null } as const
  switch (outcome.status) {
    case 'done':
      return { ...shown, outcome: 'done' as const, txId: outcome.txId, height: outcome.height }
    case 'refused': {
      const violation = parseViolation(outcome.refusal)
      const problem = violation === null ? null : { code: violation.code, facts: { ...violation.facts } }
      return { ...shown, outcome: 'refused' as const, problem }
    }
    default:
      // The ledger may have told everybody before it told this server's submit.
      return { ...shown, outcome: happened(entry, replica) ? ('done' as const) : outcome.status }
  }
}
