/**
 * Turns a request's credentials into a caller. What Postgres said is kept for ten seconds, so that the counter's
 * verification asks it rarely; what the ledger says (organisation, roles) is read from the replica every time.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { stateKey } from '../../../chaincode/src/domain/stateKeys.ts'
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, ParticipantRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Replica } from '../ledger/replica.ts'
import { Refusal } from '../platform/http/problem.ts'
import { Unavailable } from '../platform/unavailable.ts'
import type { Scope } from './access.ts'
import type { Caller } from './caller.ts'
import { minuteMs, type Clock } from './clock.ts'
import { requireHosted } from './hosting.ts'
import { apiTokenPrefix, csrfTokenOf, equalSecrets, hashSecret } from './secretToken.ts'
import { readSessionCookie } from './sessions/sessionCookie.ts'
import { endsAt } from './sessions/sessionLife.ts'
import type { SessionStore } from './sessions/store.ts'
import type { TokenStore } from './tokens/store.ts'

/** What Postgres knows of a caller; the ledger adds the rest. */
type Account = Omit<Caller, 'msp' | 'roles'>
interface Kept {
  hash: string
  account: Account
  /** Made once for each record of the participant. */
  caller: { caller: Caller; record: ParticipantRecord } | null
  /** ms: ask Postgres again. */
  staleAt: number
  /** ms: the credential's own end. */
  endsAt: number
}

/** Another server on the same database learns of a revocation so late at worst; this one at once. */
const keptMs = 10_000
const keptAtMost = 10_000

export interface RequestHead {
  method?: string | undefined
  headers: IncomingHttpHeaders
}

export interface Authenticator {
  /** Without waiting; null where the credentials are not at hand or not good: `authenticate` then says which. */
  authenticateKept(req: RequestHead): Caller | null
  /** null: no credentials, or such as never were, ended or were revoked. @throws Refusal CSRF_REFUSED, HOSTED_ELSEWHERE; Unavailable */
  authenticate(req: RequestHead): Promise<Caller | null>
  /** After every change of a user, session or token. */
  forget(changed: { userId: string } | { sessionId: string } | { tokenId: string }): void
}

export function createAuthenticator(deps: {
  sessions: SessionStore
  tokens: TokenStore
  replica: Pick<Replica, 'read' | 'current'>
  clock: Clock
  /** The organisations of this node. */
  hosts: readonly Msp[]
}): Authenticator {
  const { sessions, tokens, replica, clock, hosts } = deps
  const kept = new Map<string, Kept>()
  /** Those of `kept` that came with a bearer token, by the header as it stood there: it need not be hashed again. */
  const keptByHeader = new Map<string, Kept>()
  let forgotten = 0

  async function load(secret: Secret, hash: string): Promise<Kept | null> {
    const seen = forgotten
    const found = await (secret.kind === 'token' ? loadToken(hash) : loadSession(hash))
    // What was read before a revocation must not be kept after it.
    if (found !== null && seen === forgotten) {
      if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value ?? '')
      kept.set(hash, found)
    }
    return found
  }

  async function loadToken(hash: string): Promise<Kept | null> {
    const token = await tokens.byTokenHash(hash)
    if (token === null || token.revokedAt !== null) return null
    const account: Account = {
      account: `token/${token.id}`,
      userId: null,
      sessionId: null,
      tokenId: token.id,
      participant: token.participant as Gln,
      site: token.site as Gln | null,
      isAdmin: false,
      scopes: token.scopes as Scope[],
    }
    return { hash, account, caller: null, staleAt: clock() + keptMs, endsAt: token.expiresAt.getTime() }
  }

  async function loadSession(hash: string): Promise<Kept | null> {
    const session = await sessions.byTokenHash(hash)
    if (session === null || session.user.deactivatedAt !== null || endsAt(session) <= clock()) return null
    if (clock() - session.lastSeenAt.getTime() >= minuteMs)
      await sessions.touch(session.id, new Date(clock()))
    const { user } = session
    const account: Account = {
      account: `user/${user.id}`,
      userId: user.id,
      sessionId: session.id,
      tokenId: null,
      participant: user.participant as Gln,
      site: user.site as Gln | null,
      isAdmin: user.isAdmin,
      scopes: null,
    }
    return { hash, account, caller: null, staleAt: clock() + keptMs, endsAt: endsAt(session) }
  }

  function toCaller(found: Kept): Caller | null {
    if (found.endsAt <= clock()) return null
    const record = recordOf(found)
    if (record === null && !replica.current) throw new Unavailable('ledger replica')
    if (record === null || !hosts.includes(record.msp)) return null
    if (found.caller?.record !== record) {
      found.caller = { caller: { ...found.account, msp: record.msp, roles: record.roles }, record }
    }
    return found.caller.caller
  }

  function recordOf({ account }: Kept): ParticipantRecord | null {
    return replica.read<ParticipantRecord>(stateKey.participant(account.participant))
  }

  function keptFor(hash: string): Kept | null {
    const found = kept.get(hash)
    return found !== undefined && clock() < found.staleAt ? found : null
  }

  function keptForHead(req: RequestHead): Kept | null {
    const { authorization } = req.headers
    const known = authorization === undefined ? undefined : keptByHeader.get(authorization)
    // only while it is the one kept under its hash: what was forgotten there counts for nothing here
    if (known !== undefined && keptFor(known.hash) === known) return known
    const secret = secretOf(req)
    if (secret === null || !passesCsrf(secret, req)) return null
    const found = keptFor(hashSecret(secret.text))
    if (found !== null && authorization !== undefined) {
      if (keptByHeader.size >= keptAtMost) keptByHeader.clear()
      keptByHeader.set(authorization, found)
    }
    return found
  }

  return {
    authenticateKept(req) {
      const found = keptForHead(req)
      return found === null || !replica.current ? null : toCaller(found)
    },
    async authenticate(req) {
      const secret = secretOf(req)
      if (secret === null) return null
      const hash = hashSecret(secret.text)
      const found = keptFor(hash) ?? (await load(secret, hash))
      const caller = found === null ? null : toCaller(found)
      const record = caller === null && found !== null ? recordOf(found) : null
      if (record !== null) requireHosted(hosts, record)
      if (caller !== null && !passesCsrf(secret, req)) throw new Refusal('CSRF_REFUSED')
      return caller
    },
    forget(changed) {
      forgotten++
      const [[field, id]] = Object.entries(changed) as [['userId' | 'sessionId' | 'tokenId', string]]
      for (const [hash, { account }] of kept) if (account[field] === id) kept.delete(hash)
    },
  }
}

interface Secret {
  kind: 'token' | 'session'
  text: string
}

/** A bearer token (RFC 6750) goes before a cookie: software that sends one means it. */
function secretOf({ headers }: RequestHead): Secret | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (headers.authorization !== undefined) {
    return bearer?.startsWith(apiTokenPrefix) === true ? { kind: 'token', text: bearer } : null
  }
  const cookie = readSessionCookie(headers.cookie)
  return cookie === null ? null : { kind: 'session', text: cookie }
}

/** SameSite=Strict keeps foreign pages' cookies away; the header keeps those of a sibling host away too. */
function passesCsrf(secret: Secret, { method, headers }: RequestHead): boolean {
  if (secret.kind === 'token' || method === 'GET' || method === 'HEAD') return true
  const header = headers['x-csrf-token']
  return typeof header === 'string' && equalSecrets(header, csrfTokenOf(secret.text))
}
