/** Somebody who calls: a user with a session, or pharmacy software with a token. */
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, Role } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Caller } from '../platform/http/access.ts'
import { Refusal } from '../platform/http/problem.ts'
import type { Permission, Scope } from './access.ts'

declare module '../platform/http/access.ts' {
  interface Caller {
    /** Exactly one of userId and tokenId is set; a session belongs to a user. */
    userId: string | null
    sessionId: string | null
    tokenId: string | null
    participant: Gln
    /** Organisation that hosts the participant and signs for it. */
    msp: Msp
    /** As the ledger has them now; empty once the participant is no longer admitted. */
    roles: readonly Role[]
    /** Premises where the caller works; needed for every touch of a pack. */
    site: Gln | null
    isAdmin: boolean
    /** What a token may do; null for a session, which may do all that its user may. */
    scopes: readonly Scope[] | null
  }
  interface AccessKinds {
    permission: Permission
  }
}

export type { Caller } from '../platform/http/access.ts'

/** The person behind the caller. @throws Refusal FORBIDDEN for a token; the door has refused those where this is asked. */
export function userIdOf({ userId }: Pick<Caller, 'userId'>): string {
  if (userId === null) throw new Refusal('FORBIDDEN', { reason: 'is for people, not for tokens' })
  return userId
}
