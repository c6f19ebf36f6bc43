/** The capability on its ground: endpoints, and the hot path that stands ahead of Express. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LedgerLog } from '../ledger/log/ledgerLog.ts'
import type { Replica } from '../ledger/replica.ts'
import type { PackSources } from '../batches/packs/findPack.ts'
import type { AuditTrail } from '../audit/openAuditTrail.ts'
import { authorise } from '../participants/access.ts'
import type { ActorTags } from '../participants/actorTags.ts'
import type { Authenticator } from '../participants/authenticate.ts'
import type { Database } from '../platform/database/openDatabase.ts'
import { nodeHashing } from '../platform/hashing.ts'
import type { Endpoint } from '../platform/http/endpoint.ts'
import type { Keystore } from '../platform/keystore.ts'
import { HotPath, type HotPathParts } from './hotPath/hotPath.ts'
import { ReceivedBatches } from './receivedBatches.ts'
import { verificationRoutes } from './routes.ts'
import { hasReceivedBatch } from './store.ts'
import { Verifier } from './verifier.ts'

export interface VerificationGround {
  replica: Replica
  packKeys: PackSources['packKeys']
  leaves: PackSources['leaves']
  log: Pick<LedgerLog, 'latestCheckpoint'>
  tags: Pick<ActorTags, 'tagFor'>
  authenticator: Pick<Authenticator, 'authenticate' | 'authenticateKept'>
  database: Database
  keystore: Pick<Keystore, 'readOrCreate'>
  auditTrail: Pick<AuditTrail, 'record'>
  clock: () => number
}

export interface Verification {
  endpoints: Endpoint[]
  /** What Express and its settings add: headers, refusals, and everything that is not the plain case. */
  hotPath(
    express: Pick<HotPathParts, 'headers' | 'refuse'>,
    otherwise: (req: IncomingMessage, res: ServerResponse) => void,
  ): HotPath
}

export function composeVerification(ground: VerificationGround): Verification {
  const { replica, packKeys, leaves, log, tags, authenticator, database, keystore, auditTrail, clock } =
    ground
  const verifier = new Verifier({
    sources: { state: replica, packKeys, leaves, hashing: nodeHashing },
    tags,
    receivedBatches: new ReceivedBatches((...question) => hasReceivedBatch(database, ...question), clock),
    latestCheckpoint: () => log.latestCheckpoint(),
    record: (record) => auditTrail.record(record),
    scanHashKey: keystore.readOrCreate('audit-scan-hash', () => randomBytes(32)),
    now: clock,
  })
  return {
    endpoints: verificationRoutes(verifier),
    hotPath: (express, otherwise) =>
      new HotPath({ ...express, verifier, authorise, authenticator }, otherwise),
  }
}
