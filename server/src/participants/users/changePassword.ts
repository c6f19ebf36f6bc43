import { Refusal } from '../../platform/http/problem.ts'
import type { Clock } from '../clock.ts'
import { openSession } from '../sessions/logIn.ts'
import { mayTry } from '../sessions/lockOut.ts'
import type { SessionStore } from '../sessions/store.ts'
import { checkPassword, hashPassword, verifyPassword } from './password.ts'
import type { UserStore } from './store.ts'

/**
 * Ends every session of the user and opens a new one for the caller: a thief's session must not outlive the change.
 * A wrong present password counts as a failed log-in. @throws Refusal LOGIN_FAILED, RuleViolation INPUT_INVALID
 */
export async function changePassword(
  deps: { users: UserStore; sessions: SessionStore; clock: Clock },
  userId: string,
  passwords: { present: string; wanted: string },
  from: { address: string; userAgent: string },
): Promise<{ token: string }> {
  const { users, sessions, clock } = deps
  const user = await users.byId(userId)
  if (user === null) throw new Refusal('NOT_AUTHENTICATED')
  checkPassword(passwords.wanted, user.email, 'newPassword')
  const allowed = await mayTry(sessions, clock, user.email, from.address)
  const fits = await verifyPassword(user.passwordHash, passwords.present)
  if (!allowed || !fits) throw new Refusal('LOGIN_FAILED')
  await users.change(userId, { passwordHash: await hashPassword(passwords.wanted) })
  await sessions.removeAllOf(userId, null)
  return openSession(sessions, clock, userId, from)
}
