import { v7 as uuidv7 } from 'uuid'
import type { User } from '../../platform/database/generated/client.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Authenticator } from '../authenticate.ts'
import type { Clock } from '../clock.ts'
import { drawSecret, hashSecret } from '../secretToken.ts'
import { verifyPassword } from '../users/password.ts'
import type { UserStore } from '../users/store.ts'
import { forgive, mayTry } from './lockOut.ts'
import { aliveSince } from './sessionLife.ts'
import type { SessionStore } from './store.ts'

export interface LogInRequest {
  email: string
  password: string
  address: string
  userAgent: string
  /** The secret of the session cookie that came with the request: it ends, whoever planted it. */
  oldToken: string | null
}

/** Always a new session with a secret of the server's own. @throws Refusal LOGIN_FAILED, for every reason the same. */
export async function logIn(
  deps: { sessions: SessionStore; users: UserStore; authenticator: Authenticator; clock: Clock },
  request: LogInRequest,
): Promise<{ token: string; user: User; sessionId: string }> {
  const { sessions, users, clock } = deps
  const email = request.email.trim().normalize('NFKC').toLowerCase()
  const allowed = await mayTry(sessions, clock, email, request.address)
  const user = await users.byEmail(email)
  const fits = await verifyPassword(user?.passwordHash ?? null, request.password)
  if (!allowed || !fits || user === null || user.deactivatedAt !== null) throw new Refusal('LOGIN_FAILED')
  await forgive(sessions, email, request.address)
  if (request.oldToken !== null) await endSession(deps, request.oldToken)
  await sessions.removeDead(aliveSince(clock))
  const opened = await openSession(sessions, clock, user.id, request)
  return { ...opened, user }
}

async function endSession(
  { sessions, authenticator }: { sessions: SessionStore; authenticator: Authenticator },
  token: string,
): Promise<void> {
  const sessionId = await sessions.removeByTokenHash(hashSecret(token))
  if (sessionId !== null) authenticator.forget({ sessionId })
}

export async function openSession(
  sessions: SessionStore,
  clock: Clock,
  userId: string,
  from: { address: string; userAgent: string },
): Promise<{ token: string; sessionId: string }> {
  const { token, tokenHash } = drawSecret()
  const now = new Date(clock())
  const sessionId = uuidv7()
  const { address, userAgent } = from
  await sessions.add({
    id: sessionId,
    tokenHash,
    userId,
    createdAt: now,
    lastSeenAt: now,
    address,
    userAgent: userAgent.slice(0, 200),
  })
  return { token, sessionId }
}
