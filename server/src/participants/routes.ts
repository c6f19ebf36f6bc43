/** All endpoints of participants: who takes part, who works there, and how they prove it. */
import type { Msp } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { LedgerLog } from '../ledger/log/ledgerLog.ts'
import type { Replica } from '../ledger/replica.ts'
import type { Submitter } from '../ledger/submitter.ts'
import type { Endpoint } from '../platform/http/endpoint.ts'
import type { ActorTags } from './actorTags.ts'
import type { Authenticator } from './authenticate.ts'
import type { Clock } from './clock.ts'
import type { DocumentFolder } from './members/documentFolder.ts'
import { documentRoutes } from './members/documentRoutes.ts'
import { memberRoutes } from './members/routes.ts'
import { siteRoutes } from './members/siteRoutes.ts'
import type { MemberStore } from './members/store.ts'
import { sessionRoutes } from './sessions/routes.ts'
import type { SessionStore } from './sessions/store.ts'
import { keyListRoutes } from './signingKeys/keyListRoutes.ts'
import { signingKeyRoutes } from './signingKeys/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'
import type { TokenStore } from './tokens/store.ts'
import { meRoutes } from './users/meRoutes.ts'
import { userRoutes } from './users/routes.ts'
import type { UserStore } from './users/store.ts'

export interface ParticipantDeps {
  users: UserStore
  sessions: SessionStore
  tokens: TokenStore
  members: MemberStore
  documents: DocumentFolder
  authenticator: Authenticator
  actorTags: ActorTags
  replica: Replica
  submitter: Submitter
  log: Pick<LedgerLog, 'signStatement' | 'verifierKey'>
  clock: Clock
  publicUrl: string
  /** The organisations of this node: their participants' accounts are here, and nobody else's. */
  hosts: readonly Msp[]
}

export function participantRoutes(deps: ParticipantDeps): Endpoint[] {
  return [
    ...sessionRoutes(deps),
    ...meRoutes(deps),
    ...userRoutes(deps),
    ...tokenRoutes(deps),
    ...memberRoutes(deps),
    ...siteRoutes(deps),
    ...documentRoutes(deps),
    ...signingKeyRoutes(deps),
    ...keyListRoutes(deps),
  ]
}
