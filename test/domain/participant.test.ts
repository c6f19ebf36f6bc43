import assert from 'node:assert/strict'
import type * as api from '../../chaincode/src/domain/ledgerApi.ts'
import { decideInit, decideVote } from '../../chaincode/src/domain/participant.ts'
import type { Facts, ViolationCode } from '../../chaincode/src/domain/violation.ts'
import {
  at,
  cornerPharmacy,
  hash,
  manufacturers,
  nationalRegulator,
  northLab,
  organisation,
} from './given.ts'
import {
  organisations,
  participant,
  pharmacies,
  refused,
  regulator,
  t0,
  wholesalers,
  written,
} from './given.ts'

type Init = api.TransactionInput<'organisation:init'>
const founder: Init['founder'] = {
  gln: nationalRegulator,
  msp: regulator,
  roles: ['regulator', 'verifier'],
  proof: hash('charter'),
}

describe('organisation: init', () => {
  const init = (input: Partial<Init> = {}, by = regulator, existing: api.OrganisationsRecord | null = null) =>
    decideInit(at(t0, by), { organisations, founder, ...input }, existing)

  it('writes the organisations and the founder, who alone votes', () => {
    const decision = init()
    const hosted = { [manufacturers]: 0, [pharmacies]: 0, [regulator]: 1, [wholesalers]: 0 }
    assert.deepEqual(written(decision, 'organisations'), { v: 1, voters: [regulator], hosted })
    assert.deepEqual(written(decision, `participant/${nationalRegulator}`), { v: 1, ...founder, at: t0 })
    assert.equal(decision.writes.length, 2 + organisations.length)
  })

  it('is refused a second time', () => {
    const existing = written<api.OrganisationsRecord>(init(), 'organisations')
    refused(() => init({}, regulator, existing), 'ALREADY_INITIALISED')
  })
  const rows: [given: string, when: Partial<Init>, by: api.Msp, then: ViolationCode, facts?: Facts][] = [
    ['another organisation', {}, pharmacies, 'PARTICIPANT_OF_OTHER_ORGANISATION'],
    [
      'a founder elsewhere',
      { founder: { ...founder, msp: pharmacies } },
      pharmacies,
      'INPUT_INVALID',
      { field: 'founder.msp' },
    ],
    [
      'a founder that does not regulate',
      { founder: { ...founder, roles: ['verifier'] } },
      regulator,
      'INPUT_INVALID',
      { field: 'founder.roles' },
    ],
    [
      'a role its organisation lacks',
      { founder: { ...founder, roles: ['regulator', 'pharmacy'] } },
      regulator,
      'ROLE_MISSING',
      { needs: ['pharmacy'] },
    ],
    [
      'no regulator listed',
      { organisations: organisations.slice(0, 3) },
      regulator,
      'INPUT_INVALID',
      { field: 'organisations' },
    ],
  ]
  for (const [what, when, by, code, facts] of rows) {
    it(`is refused for ${what}: ${code}`, () => refused(() => init(when, by), code, facts))
  }
})

const proposal: api.Proposal = {
  gln: cornerPharmacy,
  msp: pharmacies,
  roles: ['pharmacy'],
  proof: hash('licence'),
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
}
const proposalId = hash('proposal')
/** Short names of organisations: regulator, manufacturers, wholesalers, pharmacies. */
const short: Record<string, api.Msp> = { R: regulator, M: manufacturers, W: wholesalers, P: pharmacies }
const long = (letters: string) => Array.from(letters, (letter) => short[letter] ?? '')

interface Voting {
  voters: string
  /** Earlier votes, as `R+ M-`. */
  votes?: string
  /** This vote. */
  vote: string
  proposal?: Partial<api.Proposal>
  participant?: api.ParticipantRecord | null
  host?: api.OrganisationRecord | null
  outcome?: api.VoteOutcome
  organisations?: null
}

function vote(one: Voting) {
  const earlier = (one.votes ?? '').split(' ').filter(Boolean)
  const votes = new Map(
    earlier.map((said): [api.Msp, api.VoteRecord] => [
      short[said[0] ?? ''] ?? '',
      { v: 1, approve: said[1] === '+', outcome: one.outcome ?? 'open', at: t0 },
    ]),
  )
  const voters = long(one.voters).sort()
  const hosted = Object.fromEntries(long('RMWP').map((msp) => [msp, voters.includes(msp) ? 1 : 0]))
  const asked = { ...proposal, ...one.proposal }
  return decideVote(
    at(t0, short[one.vote[0] ?? ''] ?? 'StrangersMSP'),
    { proposal: asked, approve: one.vote[1] === '+' },
    {
      proposalId,
      organisations: one.organisations === null ? null : { v: 1, voters, hosted },
      host: one.host === undefined ? organisation(asked.msp) : one.host,
      participant: one.participant ?? null,
      votes,
    },
  )
}

describe('participant: when a vote decides', () => {
  const rows: [voters: string, votes: string, vote: string, outcome: api.VoteOutcome][] = [
    ['R', '', 'R+', 'admitted'],
    ['R', '', 'R-', 'rejected'],
    ['RM', '', 'R+', 'open'],
    ['RM', 'R+', 'M+', 'admitted'],
    ['RM', 'R+', 'M-', 'rejected'],
    ['RMP', 'M+', 'P+', 'open'],
    ['RMP', 'M+ P+', 'R+', 'admitted'],
    ['RMP', 'R+', 'M+', 'admitted'],
    ['RMP', 'M+', 'R-', 'rejected'],
    ['RMP', '', 'R-', 'rejected'],
    ['RMWP', 'R+', 'M+', 'open'],
    ['RMWP', 'R+ M+', 'W+', 'admitted'],
    ['RMWP', 'R+ M-', 'W-', 'rejected'],
    ['RMP', 'R+ W+', 'M-', 'open'],
  ]
  for (const [voters, votes, said, outcome] of rows) {
    it(`voters ${voters}, votes ${votes || 'none'}, then ${said}: ${outcome}`, () => {
      const decision = vote({ voters, votes, vote: said })
      assert.equal(decision.event.outcome, outcome)
      const admits = decision.writes.some(({ key }) => key === `participant/${cornerPharmacy}`)
      assert.equal(admits, outcome === 'admitted')
    })
  }
})

describe('participant: a deciding vote', () => {
  const admitted = participant(cornerPharmacy, pharmacies, ['pharmacy'])

  it('writes the vote, the participant and its organisation as a voter', () => {
    const decision = vote({ voters: 'R', vote: 'R+' })
    const { nonce: _, ...facts } = proposal
    assert.deepEqual(written(decision, `participant/${cornerPharmacy}`), { v: 1, ...facts, at: t0 })
    const hosted = { [regulator]: 1, [manufacturers]: 0, [wholesalers]: 0, [pharmacies]: 1 }
    assert.deepEqual(written(decision, 'organisations'), { v: 1, voters: [pharmacies, regulator], hosted })
    assert.equal(decision.writes.length, 3)
  })

  it("replaces an admitted participant's roles and leaves the voters alone", () => {
    const decision = vote({
      voters: 'RP',
      votes: 'P+',
      vote: 'R+',
      participant: admitted,
      proposal: { roles: ['hospital'] },
    })
    assert.deepEqual(written<api.ParticipantRecord>(decision, `participant/${cornerPharmacy}`).roles, [
      'hospital',
    ])
    assert.equal(decision.writes.length, 2)
  })

  it('that takes the last participant of an organisation takes its vote', () => {
    const decision = vote({
      voters: 'RP',
      votes: 'P+',
      vote: 'R+',
      participant: admitted,
      proposal: { roles: [] },
    })
    assert.deepEqual(written<api.OrganisationsRecord>(decision, 'organisations').voters, [regulator])
  })
})

describe('participant: a vote is refused for', () => {
  const elsewhere = participant(cornerPharmacy, manufacturers, ['manufacturer'])
  const theRegulator = participant(nationalRegulator, regulator, ['regulator'])
  const ending: Partial<api.Proposal> = { gln: nationalRegulator, msp: regulator, roles: [] }
  const rows: [given: string, when: Voting, then: ViolationCode, facts?: Facts][] = [
    [
      'a ledger without organisations',
      { voters: '', vote: 'R+', organisations: null },
      'ORGANISATION_UNKNOWN',
    ],
    [
      'an organisation nobody knows',
      { voters: 'R', vote: 'X+' },
      'ORGANISATION_UNKNOWN',
      { msp: 'StrangersMSP' },
    ],
    ['one that hosts nobody', { voters: 'R', vote: 'M+' }, 'NOT_A_VOTER', { msp: manufacturers }],
    ['a second vote', { voters: 'RM', votes: 'R+', vote: 'R+' }, 'ALREADY_VOTED', { msp: regulator }],
    [
      'a decided proposal',
      { voters: 'RMP', votes: 'R+ M+', outcome: 'admitted', vote: 'P+' },
      'PROPOSAL_DECIDED',
      { outcome: 'admitted' },
    ],
    [
      'a host that is not there',
      { voters: 'R', vote: 'R+', host: null },
      'ORGANISATION_UNKNOWN',
      { msp: pharmacies },
    ],
    [
      'a role its host may not give',
      { voters: 'R', vote: 'R+', proposal: { roles: ['pharmacy', 'regulator'] } },
      'ROLE_MISSING',
      { needs: ['regulator'] },
    ],
    [
      'a participant hosted elsewhere',
      { voters: 'R', vote: 'R+', participant: elsewhere },
      'PARTICIPANT_OF_OTHER_ORGANISATION',
      { msp: manufacturers },
    ],
    [
      'taking roles from nobody',
      { voters: 'R', vote: 'R+', proposal: { gln: northLab, roles: [] } },
      'PARTICIPANT_UNKNOWN',
      { gln: northLab },
    ],
    [
      'ending the last regulator',
      { voters: 'R', vote: 'R+', participant: theRegulator, proposal: ending },
      'LAST_REGULATOR',
    ],
  ]
  for (const [what, when, code, facts] of rows) {
    it(`${what}: ${code}`, () => refused(() => vote(when), code, facts))
  }
})
