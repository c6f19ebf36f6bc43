/**
 * The opening: a link printed at start lets the operator's first person in. Where nobody has founded the network it makes
 * the founding regulator; on a node that joins a network, the first admin of a participant that was admitted.
 */
import { v7 as uuidv7 } from 'uuid'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, ParticipantRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { regulatorMsp } from '../../../../chaincode/src/domain/participant.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Replica } from '../../ledger/replica.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { requireHosted } from '../hosting.ts'
import { drawSecret, hashSecret } from '../secretToken.ts'
import { parseEmail } from './email.ts'
import { foundNetwork, type FoundingDeps } from './foundNetwork.ts'
import { checkPassword, hashPassword } from './password.ts'
import type { UserStore } from './store.ts'

export interface OpeningRequest {
  token: string
  participant: { gln: Gln; name: string }
  user: { email: string; name: string; password: string }
}

export interface OpeningDeps extends FoundingDeps {
  users: UserStore
  /** The organisations of this node. */
  hosts: readonly Msp[]
}

/**
 * Draws a new link's token, else null; an older link ends. There is one while nobody has an account here; and on a node without
 * the regulator, whose admins invite elsewhere, while a participant of the node has none: that is known once the replica has
 * caught up, and the answer waits for it.
 */
export async function issueOpeningLink({
  users,
  replica,
  hosts,
}: Pick<OpeningDeps, 'users' | 'replica' | 'hosts'>): Promise<{ token: string } | null> {
  const mayBeMore = !hosts.includes(regulatorMsp)
  const needed =
    (await users.countAll()) === 0 || (mayBeMore && (await isAnyoneWaiting(users, replica, hosts)))
  if (!needed) return null
  const { token, tokenHash } = drawSecret()
  await users.replaceFoundingLink(tokenHash)
  return { token }
}

async function isAnyoneWaiting(
  users: UserStore,
  replica: Pick<Replica, 'read' | 'keys' | 'caughtUp'>,
  hosts: readonly Msp[],
): Promise<boolean> {
  await replica.caughtUp()
  const settled = await users.participantsWithUsers()
  for (const key of replica.keys(stateKey.participant('' as Gln))) {
    const record = replica.read<ParticipantRecord>(key)
    if (record === null || record.roles.length === 0 || !hosts.includes(record.msp)) continue
    if (!settled.has(record.gln)) return true
  }
  return false
}

/**
 * Uses the link up. @throws Refusal LINK_INVALID, HOSTED_ELSEWHERE, FORBIDDEN (the participant has users); RuleViolation
 * PARTICIPANT_UNKNOWN, ALREADY_INITIALISED
 */
export async function enterByOpeningLink(
  deps: OpeningDeps,
  request: OpeningRequest,
): Promise<{ userId: string; email: string }> {
  const { users, clock } = deps
  const tokenHash = hashSecret(request.token)
  if (!(await users.isOpenFoundingLink(tokenHash))) throw new Refusal('LINK_INVALID')
  const email = parseEmail(request.user.email)
  checkPassword(request.user.password, email)
  const { gln, name } = request.participant
  await takeSeat(deps, gln, name)
  const user = {
    id: uuidv7(),
    email,
    name: request.user.name,
    passwordHash: await hashPassword(request.user.password),
    participant: gln,
    site: null,
    isAdmin: true,
    createdAt: new Date(clock()),
  }
  await users.useFoundingLink(tokenHash, user, name)
  return { userId: user.id, email }
}

/** A founding that was cut off after the ledger had it is taken up again: its participant is admitted by then. */
async function takeSeat(deps: OpeningDeps, gln: Gln, name: string): Promise<void> {
  const { users, replica, hosts } = deps
  if (!replica.current) throw new Unavailable('ledger replica')
  const record = replica.read<ParticipantRecord>(stateKey.participant(gln))
  if (record !== null && record.roles.length > 0) {
    requireHosted(hosts, record)
    if (await users.hasUsers(gln))
      throw new Refusal('FORBIDDEN', { participant: gln, reason: 'has users, who invite others' })
  } else if (hosts.includes(regulatorMsp)) await foundNetwork(deps, gln, name)
  else throw new RuleViolation('PARTICIPANT_UNKNOWN', { gln })
}
