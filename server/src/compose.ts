/** Puts the capabilities on their foundation: one function for `npm start`, the tests and the demo world. */
import { ledgerRoutes } from './ledger/routes.ts'
import type { EmbeddedLedger } from './ledger/embedded/embeddedLedger.ts'
import type { Follower } from './ledger/follower.ts'
import type { OutboxStore } from './ledger/outboxStore.ts'
import type { Replica } from './ledger/replica.ts'
import type { Submitter } from './ledger/submitter.ts'
import type { Config } from './config.ts'
import { authorise } from './participants/access.ts'
import { composeParticipants, type Participants } from './participants/compose.ts'
import type { Database } from './platform/database/openDatabase.ts'
import type { Endpoint } from './platform/http/endpoint.ts'
import type { Gate } from './platform/http/mountEndpoints.ts'
import type { Keystore } from './platform/keystore.ts'
import type { Logger } from './platform/logger.ts'

/** In words, for people: who runs the ledger, and so what its signatures prove. */
export const operation = 'embedded, single operator'

/** What every capability may stand on, opened and closed by `startServer`. */
export interface Foundation {
  config: Config
  log: Logger
  /** ms since 1970. */
  clock: () => number
  keystore: Keystore
  database: Database
  ledger: EmbeddedLedger
  replica: Replica
  follower: Follower
  outbox: OutboxStore
  submitter: Submitter
}

export interface Capabilities {
  participants: Participants
  endpoints: Endpoint[]
  gate: Gate
}

export function compose(foundation: Foundation): Capabilities {
  const { config, ledger, replica } = foundation
  const { dataDir, publicUrl } = config
  const participants = composeParticipants({ ...foundation, dataDir, publicUrl })
  return {
    participants,
    endpoints: [...participants.endpoints, ...ledgerRoutes({ operation, log: ledger.log, replica })],
    gate: { authenticate: (req) => participants.authenticator.authenticate(req), authorise },
  }
}
