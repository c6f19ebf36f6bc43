import { v7 as uuidv7 } from 'uuid'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, ParticipantRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { Reach } from '../../platform/http/access.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { userIdOf, type Caller } from '../caller.ts'
import { dayMs, type Clock } from '../clock.ts'
import { drawSecret } from '../secretToken.ts'
import { requireHosted } from '../hosting.ts'
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

export interface InvitationDeps {
  users: UserStore
  members: MemberStore
  replica: Pick<Replica, 'read'>
  /** The organisations of this node. */
  hosts: readonly Msp[]
  clock: Clock
}

/** The link's token is in the answer and nowhere else. @throws Refusal FORBIDDEN, HOSTED_ELSEWHERE, NAME_TAKEN, NOT_FOUND (site) */
export async function inviteUser(
  deps: InvitationDeps,
  caller: Caller,
  reach: Reach,
  request: InvitationRequest,
): Promise<{ token: string; expiresAt: number }> {
  const { users, members, clock } = deps
  const participant = request.participant ?? caller.participant
  if (participant !== caller.participant) await checkFirstAdmin(deps, reach, participant, request.isAdmin)
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
  { users, replica, hosts }: InvitationDeps,
  reach: Reach,
  participant: Gln,
  isAdmin: boolean,
): Promise<void> {
  if (reach !== 'all') throw new Refusal('FORBIDDEN', { participant, reason: 'is not the caller’s' })
  if (!isAdmin || (await users.hasUsers(participant))) {
    throw new Refusal('FORBIDDEN', { participant, reason: 'only the first admin is invited from outside' })
  }
  const record = replica.read<ParticipantRecord>(stateKey.participant(participant))
  if (record === null) throw new RuleViolation('PARTICIPANT_UNKNOWN', { gln: participant })
  requireHosted(hosts, record)
}
