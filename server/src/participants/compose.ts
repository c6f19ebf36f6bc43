import type { Msp } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { LedgerLog } from '../ledger/log/ledgerLog.ts'
import type { Replica } from '../ledger/replica.ts'
import type { Submitter } from '../ledger/submitter.ts'
import type { Database } from '../platform/database/openDatabase.ts'
import type { Endpoint } from '../platform/http/endpoint.ts'
import type { Keystore } from '../platform/keystore.ts'
import { createActorTags, type ActorTags } from './actorTags.ts'
import { createAuthenticator, type Authenticator } from './authenticate.ts'
import type { Clock } from './clock.ts'
import { openDocumentFolder } from './members/documentFolder.ts'
import { memberStore, type MemberStore } from './members/store.ts'
import { participantRoutes } from './routes.ts'
import { sessionStore } from './sessions/store.ts'
import { tokenStore } from './tokens/store.ts'
import { issueOpeningLink } from './users/openingLink.ts'
import { userStore, type UserStore } from './users/store.ts'

/** What this capability gives to the rest of the server. */
export interface Participants {
  endpoints: Endpoint[]
  authenticator: Authenticator
  actorTags: ActorTags
  members: MemberStore
  users: UserStore
  /** The address to open, while somebody must be let in by the operator; each call ends the link before. */
  openingLink(): Promise<string | null>
}

export function composeParticipants(parts: {
  database: Database
  keystore: Keystore
  replica: Replica
  submitter: Submitter
  log: Pick<LedgerLog, 'signStatement' | 'verifierKey'>
  clock: Clock
  dataDir: string
  publicUrl: string
  hosts: readonly Msp[]
}): Participants {
  const { database, keystore, replica, submitter, log, clock, dataDir, publicUrl, hosts } = parts
  const users = userStore(database)
  const sessions = sessionStore(database)
  const tokens = tokenStore(database)
  const members = memberStore(database)
  const actorTags = createActorTags(keystore)
  const authenticator = createAuthenticator({ sessions, tokens, replica, clock, hosts })
  const documents = openDocumentFolder(dataDir)
  const endpoints = participantRoutes({
    ...{ users, sessions, tokens, members, documents, authenticator, actorTags },
    ...{ replica, submitter, log, clock, publicUrl, hosts },
  })
  return {
    ...{ endpoints, authenticator, actorTags, members, users },
    async openingLink() {
      const link = await issueOpeningLink({ users, replica, hosts })
      return link && `${publicUrl}/founding#${link.token}`
    },
  }
}
