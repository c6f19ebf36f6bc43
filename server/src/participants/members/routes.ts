import { z } from 'zod'
import { roles } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { cursorOf, decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/paging.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { glnField, hashField, nameField } from '../keySchemas.ts'
import { castVote } from './castVote.ts'
import { proposeParticipant } from './proposeParticipant.ts'
import type { MemberStore, NamedParticipant, ProposalWithVotes } from './store.ts'

const participantBody = z.object({
  gln: z.string(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  organisation: z.string(),
  roles: z.array(z.string()),
  proof: z.string(),
  admittedAt: z.number().int(),
})

const proposalBody = z.object({
  id: z.string(),
  gln: z.string(),
  name: z.string().nullable(),
  organisation: z.string(),
  roles: z.array(z.string()),
  proof: z.string(),
  outcome: z.string(),
  openedAt: z.number().int(),
  decidedAt: z.number().int().nullable(),
  votes: z.array(z.object({ organisation: z.string(), approve: z.boolean(), at: z.number().int() })),
})

const voteBody = z.object({
  id: z.string(),
  outcome: z.enum(['open', 'admitted', 'rejected']),
  height: z.number().int(),
  txId: z.string(),
})

export interface MemberRouteDeps {
  members: MemberStore
  submitter: Submitter
}

export function memberRoutes(deps: MemberRouteDeps): Endpoint[] {
  return [...participantRoutes(deps), ...proposalReads(deps), ...votingRoutes(deps)]
}

function participantRoutes({ members }: MemberRouteDeps): Endpoint[] {
  const access = { resource: 'participants', action: 'read' } as const
  return [
    endpoint({
      method: 'get',
      path: '/participants',
      summary: 'List the admitted participants',
      access,
      query: pageQuery,
      answers: { 200: pageOf(participantBody) },
      async handle({ query }) {
        const [after] = decodeCursor(query.after, cursorOf.text) ?? [null]
        const rows = await members.participants(query.limit, after)
        return { status: 200, body: toPage(rows, query.limit, (row) => [row.gln], showParticipant) }
      },
    }),
    endpoint({
      method: 'get',
      path: '/participants/{gln}',
      summary: 'Show a participant',
      access,
      params: z.object({ gln: glnField }),
      answers: { 200: participantBody },
      async handle({ params }) {
        const row = await members.participant(params.gln)
        if (row === null) throw new Refusal('NOT_FOUND', { what: 'participant' })
        return { status: 200, body: showParticipant(row) }
      },
    }),
  ]
}

function proposalReads({ members }: MemberRouteDeps): Endpoint[] {
  const access = { resource: 'proposals', action: 'read' } as const
  return [
    endpoint({
      method: 'get',
      path: '/proposals',
      summary: 'List the proposals and their votes, latest first',
      access,
      query: pageQuery,
      answers: { 200: pageOf(proposalBody) },
      async handle({ query }) {
        const cursor = decodeCursor(query.after, cursorOf.timeAndText)
        const before = cursor && { openedAt: cursor[0], proposal: cursor[1] }
        const rows = await members.proposals(query.limit, before)
        const key = (row: ProposalWithVotes) => [row.openedAt.getTime(), row.proposal]
        return { status: 200, body: toPage(rows, query.limit, key, showProposal) }
      },
    }),
    endpoint({
      method: 'get',
      path: '/proposals/{id}',
      summary: 'Show a proposal and its votes',
      access,
      params: z.object({ id: hashField }),
      answers: { 200: proposalBody },
      async handle({ params }) {
        const row = await members.proposal(params.id)
        if (row === null) throw new Refusal('NOT_FOUND', { what: 'proposal' })
        return { status: 200, body: showProposal(row) }
      },
    }),
  ]
}

function votingRoutes(deps: MemberRouteDeps): Endpoint[] {
  const access = { resource: 'proposals', action: 'vote' } as const
  return [
    endpoint({
      method: 'post',
      path: '/proposals',
      summary: 'Propose a participant, or other roles for one; this is my organisation’s vote for it',
      description: 'Upload the proof document first (`POST /documents`). The name stays off the ledger.',
      access,
      body: z.object({
        gln: glnField,
        organisation: z.string().regex(/^\w{1,64}$/),
        roles: z.array(z.enum(roles)).max(roles.length),
        proof: hashField,
        name: nameField,
        address: nameField.nullable().default(null),
      }),
      answers: { 201: voteBody },
      async handle({ caller, body, idempotency }) {
        const { organisation, ...rest } = body
        return {
          status: 201,
          body: await proposeParticipant(deps, caller, { ...rest, msp: organisation }, idempotency),
        }
      },
    }),
    endpoint({
      method: 'post',
      path: '/proposals/{id}/votes',
      summary: 'Vote on a proposal, for my organisation',
      access,
      params: z.object({ id: hashField }),
      body: z.object({ approve: z.boolean() }),
      answers: { 201: voteBody },
      async handle({ caller, params, body, idempotency }) {
        const vote = { proposal: params.id, approve: body.approve }
        return { status: 201, body: await castVote(deps, caller, vote, idempotency) }
      },
    }),
  ]
}

function showParticipant(row: NamedParticipant) {
  const { gln, name, address, msp, roles: held, proof, at } = row
  return { gln, name, address, organisation: msp, roles: held, proof, admittedAt: at.getTime() }
}

function showProposal(row: ProposalWithVotes) {
  const { proposal, gln, name, msp, roles: wanted, proof, outcome, openedAt, decidedAt } = row
  return {
    ...{ id: proposal, gln, name, organisation: msp, roles: wanted, proof, outcome },
    openedAt: openedAt.getTime(),
    decidedAt: decidedAt?.getTime() ?? null,
    votes: row.votes.map(({ org, approve, at }) => ({ organisation: org, approve, at: at.getTime() })),
  }
}
