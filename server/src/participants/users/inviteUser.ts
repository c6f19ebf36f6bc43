import { v7 as uuidv7 } from 'uuid'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Reach } from '../../platform/http/access.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { userIdOf, type Caller } from '../caller.ts'
import { dayMs, type Clock } from '../clock.ts'
import { drawSecret } from '../secretToken.ts'
import type { MemberStore } from '../members/store.ts'
import { checkSite } from '../members/checkSite.ts'
import { parseEmail } from './email.ts'
import type { UserStore } from './store.ts'

export const invitationMs = 7 * dayMs

export interface InvitationRequest {
  email: string
  /** Another participant than the caller's: only its first admin, by an authority that reaches all. */
  participant: Gln | null
  site: Gln | null
  isAdmin: boolean
}

/** The link's token is in the answer and nowhere else. @throws Refusal FORBIDDEN, NAME_TAKEN, NOT_FOUND (site) */
export async function inviteUser(
  deps: { users: UserStore; members: MemberStore; clock: Clock },
  caller: Caller,
  reach: Reach,
  request: InvitationRequest,
): Promise<{ token: string; expiresAt: number }> {
  const { users, members, clock } = deps
  const participant = request.participant ?? caller.participant
  if (participant !== caller.participant) await checkFirstAdmin(users, reach, participant, request.isAdmin)
  const email = parseEmail(request.email)
  if ((await users.byEmail(email)) !== null) throw new Refusal('NAME_TAKEN', { field: 'email' })
  if (request.site !== null) await checkSite(members, participant, request.site)
  const { token, tokenHash } = drawSecret()
  const expiresAt = clock() + invitationMs
  await users.addInvitation({
    id: uuidv7(),
    tokenHash,
    email,
    participant,
    site: request.site,
    isAdmin: request.isAdmin,
    invitedBy: userIdOf(caller),
    expiresAt: new Date(expiresAt),
  })
  return { token, expiresAt }
}

async function checkFirstAdmin(
  users: UserStore,
  reach: Reach,
  participant: Gln,
  isAdmin: boolean,
): Promise<void> {
  if (reach !== 'all') throw new Refusal('FORBIDDEN', { participant, reason: 'is not the caller’s' })
  if (!isAdmin || (await users.hasUsers(participant))) {
    throw new Refusal('FORBIDDEN', { participant, reason: 'only the first admin is invited from outside' })
  }
}
