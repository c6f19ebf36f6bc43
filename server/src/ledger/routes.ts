/** The ledger itself over HTTP: how high it stands, who runs it, and proofs that need no trust in this server. */
import QRCode from 'qrcode'
import { z } from 'zod'
import type { OrganisationRecord, OrganisationsRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../chaincode/src/domain/stateKeys.ts'
import { endpoint, raw, type Endpoint } from '../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../platform/http/paging.ts'
import { Refusal } from '../platform/http/problem.ts'
import { parseCheckpoint } from './log/checkpoint.ts'
import type { LedgerLog } from './log/ledgerLog.ts'
import type { OpenLedger } from './port.ts'
import type { Replica } from './replica.ts'

export interface LedgerRouteDeps extends Pick<OpenLedger, 'kind' | 'operation'> {
  log: LedgerLog
  replica: Replica
}

const checkpointBody = z.object({
  /** C2SP tlog-checkpoint, as signed. */
  note: z.string(),
  origin: z.string(),
  size: z.number().int(),
  /** RFC 6962 root, base64. */
  root: z.string(),
})

/** A page reads a file for each checkpoint and checks its signature. */
const listsPerMinute = 60

export function ledgerRoutes(deps: LedgerRouteDeps): Endpoint[] {
  return [ledgerState(deps), ...checkpointRoutes(deps), proofRoute(deps)]
}

function ledgerState({ kind, operation, log, replica }: LedgerRouteDeps): Endpoint {
  return endpoint({
    method: 'get',
    path: '/ledger',
    summary: 'Show how high the ledger stands and which organisations share it',
    access: { resource: 'ledger', action: 'read' },
    answers: {
      200: z.object({
        kind: z.enum(['embedded', 'fabric']),
        /** In words, for people: who runs the ledger. */
        operation: z.string(),
        height: z.number().int(),
        logSize: z.number().int(),
        verifierKey: z.string(),
        checkpoint: checkpointBody.nullable(),
        organisations: z.array(z.object({ msp: z.string(), roles: z.array(z.string()), votes: z.boolean() })),
      }),
    },
    handle: () => ({
      status: 200,
      body: {
        kind,
        operation,
        height: replica.height,
        logSize: log.size,
        verifierKey: log.verifierKey,
        checkpoint: showLatest(log),
        organisations: organisationsOf(replica),
      },
    }),
  })
}

function checkpointRoutes({ log }: LedgerRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/ledger/checkpoints',
      summary: 'List the checkpoints that this node signed, newest first; keep copies elsewhere',
      description:
        'One is signed at least daily while transactions come, and on demand. Each `note` stands by itself: its signature is checked with `verifierKey`.',
      access: 'public',
      perMinute: listsPerMinute,
      query: pageQuery,
      answers: {
        200: pageOf(checkpointBody.extend({ signedAt: z.number().int() })).extend({
          verifierKey: z.string(),
        }),
      },
      handle({ query: { limit, after } }) {
        const [before] = decodeCursor(after, cursorOf.text) ?? []
        const rows = log.checkpoints(limit + 1, before)
        const page = toPage(
          rows,
          limit,
          ({ name }) => [name],
          ({ at, note }) => ({ ...showCheckpoint(note), signedAt: at }),
        )
        return { status: 200, body: { ...page, verifierKey: log.verifierKey } }
      },
    }),
    endpoint({
      method: 'post',
      path: '/ledger/checkpoints',
      summary: 'Sign a checkpoint of the log as it is now',
      access: { resource: 'checkpoints', action: 'sign' },
      answers: { 201: checkpointBody },
      handle: () => ({ status: 201, body: showCheckpoint(log.checkpoint()) }),
    }),
    endpoint({
      method: 'get',
      path: '/ledger/checkpoints/latest.svg',
      summary: 'The newest checkpoint as a QR code, to be photographed and kept',
      access: 'public',
      answers: { 200: raw('image/svg+xml') },
      async handle() {
        const note = log.latestCheckpoint()
        if (note === null) throw new Refusal('NOT_FOUND', { what: 'checkpoint' })
        return { status: 200, body: await QRCode.toString(note, { type: 'svg', errorCorrectionLevel: 'M' }) }
      },
    }),
  ]
}

function proofRoute({ log }: LedgerRouteDeps): Endpoint {
  return endpoint({
    method: 'get',
    path: '/ledger/proofs/{txId}',
    summary: 'Prove that a transaction is in the log',
    description:
      'The leaf is SHA-256(0x00 | entry); with `path` it folds to the checkpoint’s root (RFC 6962 section 2.1.1).',
    access: { resource: 'ledger', action: 'read' },
    params: z.object({ txId: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits') }),
    answers: {
      200: z.object({
        index: z.number().int(),
        /** Canonical JSON, byte for byte what was hashed. */
        entry: z.string(),
        /** base64, from the leaf up */
        path: z.array(z.string()),
        checkpoint: checkpointBody,
      }),
    },
    handle({ params }) {
      const index = log.indexOf(params.txId)
      if (index === null) throw new Refusal('NOT_FOUND', { what: 'transaction' })
      const checkpoint = showLatest(log)
      if (checkpoint === null || checkpoint.size <= index) {
        throw new Refusal('CONFLICT', {
          reason: 'no checkpoint covers it yet',
          ask: 'POST /api/v1/ledger/checkpoints',
        })
      }
      const path = log.inclusion(index, checkpoint.size).map((hash) => Buffer.from(hash).toString('base64'))
      const entry = Buffer.from(log.entry(index)).toString('utf8')
      return { status: 200, body: { index, entry, path, checkpoint } }
    },
  })
}

function showLatest(log: LedgerLog) {
  const note = log.latestCheckpoint()
  return note === null ? null : showCheckpoint(note)
}

function showCheckpoint(note: string) {
  const { origin, size, root } = parseCheckpoint(note)
  return { note, origin, size, root: Buffer.from(root).toString('base64') }
}

function organisationsOf(replica: Replica) {
  const voters = replica.read<OrganisationsRecord>(stateKey.organisations)?.voters ?? []
  return [...replica.keys('organisation/')].flatMap((key) => {
    const record = replica.read<OrganisationRecord>(key)
    return record === null
      ? []
      : [{ msp: record.msp, roles: record.roles, votes: voters.includes(record.msp) }]
  })
}
