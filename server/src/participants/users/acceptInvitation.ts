import { v7 as uuidv7 } from 'uuid'
import { Refusal } from '../../platform/http/problem.ts'
import type { Clock } from '../clock.ts'
import { hashSecret } from '../secretToken.ts'
import { checkPassword, hashPassword } from './password.ts'
import type { UserStore } from './store.ts'

/** Makes the invited user, once. @throws Refusal LINK_INVALID (unknown, used, expired: not told apart), NAME_TAKEN */
export async function acceptInvitation(
  deps: { users: UserStore; clock: Clock },
  request: { token: string; name: string; password: string },
): Promise<{ userId: string; email: string }> {
  const { users, clock } = deps
  const now = new Date(clock())
  const invitation = await users.openInvitation(hashSecret(request.token), now)
  if (invitation === null) throw new Refusal('LINK_INVALID')
  const { id, email, participant, site, isAdmin } = invitation
  checkPassword(request.password, email)
  const userId = uuidv7()
  const passwordHash = await hashPassword(request.password)
  const user = {
    id: userId,
    email,
    name: request.name,
    passwordHash,
    participant,
    site,
    isAdmin,
    createdAt: now,
  }
  await users.useInvitation(id, user)
  return { userId, email }
}
