/** The capabilities of a server on their ground: one function for `npm start`, the tests and the demo world. */
import type { Hash } from '../../chaincode/src/domain/ledgerApi.ts'
import { auditRoutes } from './audit/routes.ts'
import type { AuditTrail } from './audit/openAuditTrail.ts'
import { composeBatches, type Batches } from './batches/compose.ts'
import type { LeafExchange } from './batches/leaves/exchange/openLeafExchange.ts'
import type { LeafStore } from './batches/leaves/leafStore.ts'
import type { PackKeys } from './batches/packKeys.ts'
import type { Config } from './config.ts'
import type { Follower } from './ledger/follower.ts'
import type { OpenLedger } from './ledger/port.ts'
import type { Replica } from './ledger/replica.ts'
import { ledgerRoutes } from './ledger/routes.ts'
import type { OutboxStore } from './ledger/outbox/outboxStore.ts'
import { requestRoutes } from './ledger/outbox/routes.ts'
import type { Submitter } from './ledger/submitter.ts'
import { visibleSubmitter } from './ledger/visibleSubmitter.ts'
import { authorise } from './participants/access.ts'
import { composeParticipants, type Participants } from './participants/compose.ts'
import type { Database } from './platform/database/openDatabase.ts'
import type { Endpoint } from './platform/http/endpoint.ts'
import type { Gate } from './platform/http/mountEndpoints.ts'
import type { Keystore } from './platform/keystore.ts'
import type { Logger } from './platform/logger.ts'
import { composeVerification, type Verification } from './verification/compose.ts'

/** What every capability may stand on, opened and closed by `startServer`. */
export interface Ground {
  config: Pick<Config, 'dataDir' | 'publicUrl'>
  logger: Logger
  /** ms since 1970. */
  clock: () => number
  keystore: Keystore
  database: Database
  ledger: OpenLedger
  replica: Replica
  follower: Follower
  outbox: OutboxStore
  submitter: Submitter
  packKeys: PackKeys
  leaves: LeafStore
  leafExchange: LeafExchange
  auditTrail: AuditTrail
}

export interface Capabilities {
  participants: Participants
  batches: Batches
  verification: Verification
  endpoints: Endpoint[]
  /** What other nodes ask this one, below /node. */
  nodeEndpoints: Endpoint[]
  gate: Gate
}

export function composeCapabilities(ground: Ground): Capabilities {
  const { config, database, ledger, replica } = ground
  const { dataDir, publicUrl } = config
  const { log, hosts } = ledger
  const submitter = visibleSubmitter(ground.submitter, ground.follower)
  const participants = composeParticipants({ ...ground, submitter, log, dataDir, publicUrl, hosts })
  const { actorTags: tags, authenticator } = participants
  const { leafExchange } = ground
  const handOver = (root: Hash) => leafExchange.handOver(root)
  const batches = composeBatches({ ...ground, submitter, actorTags: tags, handOver, publicUrl, hosts })
  const verification = composeVerification({ ...ground, log, tags, authenticator })
  return {
    participants,
    batches,
    verification,
    endpoints: [
      ...participants.endpoints,
      ...batches.endpoints,
      ...verification.endpoints,
      ...auditRoutes(database, ground.auditTrail),
      ...ledgerRoutes({ kind: ledger.kind, operation: ledger.operation, log, replica }),
      ...requestRoutes(ground.outbox, replica),
    ],
    nodeEndpoints: leafExchange.endpoints,
    gate: { authenticate: (req) => participants.authenticator.authenticate(req), authorise },
  }
}
