import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { User } from '../../platform/database/generated/client.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Authenticator } from '../authenticate.ts'
import type { Caller } from '../caller.ts'
import type { Clock } from '../clock.ts'
import { checkSite } from '../members/checkSite.ts'
import type { MemberStore } from '../members/store.ts'
import type { SessionStore } from '../sessions/store.ts'
import type { UserStore } from './store.ts'

export interface UserChangeRequest {
  site?: Gln | null | undefined
  isAdmin?: boolean | undefined
  active?: boolean | undefined
}

/** A colleague's site, admin flag or account. @throws Refusal NOT_FOUND, CONFLICT (an admin keeps his own rights) */
export async function changeUser(
  deps: {
    users: UserStore
    sessions: SessionStore
    members: MemberStore
    authenticator: Authenticator
    clock: Clock
  },
  caller: Caller,
  userId: string,
  change: UserChangeRequest,
): Promise<User> {
  const { users, sessions, members, authenticator, clock } = deps
  const user = await users.byId(userId)
  if (user?.participant !== caller.participant) throw new Refusal('NOT_FOUND', { what: 'user' })
  const givesUpRights = change.isAdmin === false || change.active === false
  if (givesUpRights && userId === caller.userId) {
    // Otherwise the last admin could lock the participant out.
    throw new Refusal('CONFLICT', { reason: 'another admin must do this' })
  }
  if (change.site) await checkSite(members, caller.participant, change.site)
  const changed = await users.change(userId, {
    ...(change.site === undefined ? {} : { site: change.site }),
    ...(change.isAdmin === undefined ? {} : { isAdmin: change.isAdmin }),
    ...(change.active === undefined ? {} : { deactivatedAt: change.active ? null : new Date(clock()) }),
  })
  if (change.active === false) await sessions.removeAllOf(userId, null)
  authenticator.forget({ userId })
  return changed
}
