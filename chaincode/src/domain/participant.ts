/**
 * Who is admitted, and by whose votes. One organisation, one vote; a proposal passes with more than half of the voters
 * and the regulator among them.
 */
import type { Act, Decision, Write } from './decision.ts'
import type { Gln } from './gs1/keys.ts'
import { invalid } from './input.ts'
import type { Hash, Msp, OrganisationRecord, OrganisationsRecord, ParticipantRecord } from './ledgerApi.ts'
import type { Role, TransactionEvent, TransactionInput, VoteOutcome, VoteRecord } from './ledgerApi.ts'
import { stateKey } from './stateKeys.ts'
import { refuseClockBehind } from './time.ts'
import { RuleViolation } from './violation.ts'

/** Its approval is needed for every admission, as its endorsement is for every transaction. */
export const regulatorMsp: Msp = 'RegulatorMSP'

type InitInput = TransactionInput<'organisation:init'>
type VoteInput = TransactionInput<'participant:vote'>

/** The founders come from one transaction, signed by the regulator's organisation. */
export function decideInit(
  act: Act,
  { organisations, founder }: InitInput,
  existing: OrganisationsRecord | null,
): Decision<TransactionEvent<'organisation:init'>> {
  if (existing !== null) throw new RuleViolation('ALREADY_INITIALISED')
  if (founder.msp !== regulatorMsp) throw invalid('founder.msp', `must be ${regulatorMsp}`)
  if (!founder.roles.includes('regulator')) throw invalid('founder.roles', 'must hold regulator')
  if (act.msp !== founder.msp) {
    throw new RuleViolation('PARTICIPANT_OF_OTHER_ORGANISATION', { gln: founder.gln, msp: founder.msp })
  }
  const host = organisations.find(({ msp }) => msp === founder.msp)
  if (host === undefined) throw invalid('organisations', `must hold ${regulatorMsp}`)
  refuseForeignRoles(host, founder.roles)

  const hosted = Object.fromEntries(organisations.map(({ msp }) => [msp, msp === founder.msp ? 1 : 0]))
  const written: OrganisationsRecord = { v: 1, voters: [founder.msp], hosted }
  const participant: ParticipantRecord = { v: 1, ...founder, at: act.now }
  return {
    writes: [
      { key: stateKey.organisations, record: written },
      ...organisations.map(({ msp, roles }): Write => {
        const record: OrganisationRecord = { v: 1, msp, roles }
        return { key: stateKey.organisation(msp), record }
      }),
      { key: stateKey.participant(founder.gln), record: participant },
    ],
    event: {
      type: 'organisations.initialised',
      organisations: organisations.map(({ msp }) => msp),
      founder: founder.gln,
      at: act.now,
    },
  }
}

export interface VoteWorld {
  /** SHA-256 of the proposal's canonical JSON. */
  proposalId: Hash
  organisations: OrganisationsRecord | null
  /** Of the proposal's MSP. */
  host: OrganisationRecord | null
  /** Of the proposal's GLN. */
  participant: ParticipantRecord | null
  /** On this proposal, by organisation. */
  votes: ReadonlyMap<Msp, VoteRecord>
}

/** The first vote on a proposal is what proposes it; the deciding one writes the participant. */
export function decideVote(
  act: Act,
  { proposal, approve }: VoteInput,
  world: VoteWorld,
): Decision<TransactionEvent<'participant:vote'>> {
  const { proposalId, participant, votes } = world
  const organisations = requireVoter(act, world.organisations)
  for (const { outcome } of votes.values()) {
    if (outcome !== 'open') throw new RuleViolation('PROPOSAL_DECIDED', { proposal: proposalId, outcome })
  }
  if (votes.has(act.msp)) throw new RuleViolation('ALREADY_VOTED', { proposal: proposalId, msp: act.msp })
  refuseForeignRoles(requireOrganisation(world.host, proposal.msp), proposal.roles)
  const hosting = participant !== null && participant.roles.length > 0 ? participant.msp : null
  if (hosting !== null && hosting !== proposal.msp) {
    throw new RuleViolation('PARTICIPANT_OF_OTHER_ORGANISATION', { gln: proposal.gln, msp: hosting })
  }
  if (hosting === null && proposal.roles.length === 0) {
    throw new RuleViolation('PARTICIPANT_UNKNOWN', { gln: proposal.gln })
  }

  const outcome = outcomeOf(organisations.voters, votes, act.msp, approve)
  const vote: VoteRecord = { v: 1, approve, outcome, at: act.now }
  const writes: Write[] = [{ key: stateKey.vote(proposalId, act.msp), record: vote }]
  if (outcome === 'admitted') {
    refuseClockBehind(act.now, participant?.at)
    const { gln, msp, roles, proof } = proposal
    const admitted: ParticipantRecord = { v: 1, gln, msp, roles, proof, at: act.now }
    writes.push({ key: stateKey.participant(gln), record: admitted })
    const change = (roles.length > 0 ? 1 : 0) - (hosting === null ? 0 : 1)
    if (change !== 0) {
      writes.push({ key: stateKey.organisations, record: withHosted(organisations, msp, change) })
    }
  }
  const { gln } = proposal
  return {
    writes,
    event: { type: 'participant.voted', proposal: proposalId, gln, approve, outcome, at: act.now },
  }
}

/** `admitted` with more than half of the voters, the regulator among them; `rejected` once that can no longer come. */
function outcomeOf(
  voters: readonly Msp[],
  votes: ReadonlyMap<Msp, VoteRecord>,
  voter: Msp,
  approve: boolean,
): VoteOutcome {
  const said = (msp: Msp) => (msp === voter ? approve : votes.get(msp)?.approve)
  const approvals = voters.filter((msp) => said(msp) === true)
  const stillPossible = voters.filter((msp) => said(msp) !== false)
  const passes = (yes: readonly Msp[]) => yes.length * 2 > voters.length && yes.includes(regulatorMsp)
  if (passes(approvals)) return 'admitted'
  return passes(stillPossible) ? 'open' : 'rejected'
}

function requireVoter(act: Act, organisations: OrganisationsRecord | null): OrganisationsRecord {
  if (organisations === null || !Object.hasOwn(organisations.hosted, act.msp)) {
    throw new RuleViolation('ORGANISATION_UNKNOWN', { msp: act.msp })
  }
  if (!organisations.voters.includes(act.msp)) throw new RuleViolation('NOT_A_VOTER', { msp: act.msp })
  return organisations
}

function withHosted(organisations: OrganisationsRecord, msp: Msp, change: number): OrganisationsRecord {
  const count = (organisations.hosted[msp] ?? 0) + change
  // Without a regulator that votes, nothing could ever be admitted again.
  if (count === 0 && msp === regulatorMsp) throw new RuleViolation('LAST_REGULATOR', { msp })
  const hosted = { ...organisations.hosted, [msp]: count }
  return {
    v: 1,
    voters: Object.keys(hosted)
      .filter((org) => (hosted[org] ?? 0) > 0)
      .sort(),
    hosted,
  }
}

function refuseForeignRoles(host: { msp: Msp; roles: readonly Role[] }, roles: readonly Role[]): void {
  const foreign = roles.filter((role) => !host.roles.includes(role))
  if (foreign.length > 0) throw new RuleViolation('ROLE_MISSING', { msp: host.msp, needs: foreign })
}

/** The organisation, or ORGANISATION_UNKNOWN. */
export function requireOrganisation(organisation: OrganisationRecord | null, msp: Msp): OrganisationRecord {
  if (organisation === null) throw new RuleViolation('ORGANISATION_UNKNOWN', { msp })
  return organisation
}

/** An organisation whose participants may hold one of these roles, where the actor itself is only a tag. */
export function requireRole(
  organisation: OrganisationRecord | null,
  msp: Msp,
  anyOf: readonly Role[],
): OrganisationRecord {
  const found = requireOrganisation(organisation, msp)
  if (!found.roles.some((role) => anyOf.includes(role))) {
    throw new RuleViolation('ROLE_MISSING', { msp, needs: [...anyOf] })
  }
  return found
}

/** A participant that acts in clear: admitted, of the organisation that signs, with one of these roles. */
export function requireParticipant(
  act: Act,
  participant: ParticipantRecord | null,
  gln: Gln,
  anyOf: readonly Role[],
): ParticipantRecord {
  if (participant?.roles.length === 0) throw new RuleViolation('PARTICIPANT_UNKNOWN', { gln })
  const found = requireHostedHere(act, participant, gln)
  if (!found.roles.some((role) => anyOf.includes(role))) {
    throw new RuleViolation('ROLE_MISSING', { gln, needs: [...anyOf] })
  }
  return found
}

/** A participant of the organisation that signs, admitted now or once. */
export function requireHostedHere(
  act: Act,
  participant: ParticipantRecord | null,
  gln: Gln,
): ParticipantRecord {
  if (participant === null) throw new RuleViolation('PARTICIPANT_UNKNOWN', { gln })
  if (participant.msp !== act.msp) {
    throw new RuleViolation('PARTICIPANT_OF_OTHER_ORGANISATION', { gln, msp: participant.msp })
  }
  return participant
}
