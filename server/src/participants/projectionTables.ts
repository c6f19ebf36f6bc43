/** The rows that `projection.ts` makes, and the tables of prisma/projections.prisma they stand in. */
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type {
  Hash,
  Msp,
  ParticipantRecord,
  Role,
  VoteOutcome,
} from '../../../chaincode/src/domain/ledgerApi.ts'
import { forgetRow, restColumns, type RestsOn, type RowOf, type Table } from '../ledger/projection.ts'

export interface OrganisationRow extends RestsOn {
  msp: Msp
  roles: Role[]
  /** Admitted participants. */
  hosted: number
  votes: boolean
}
export const organisations: Table<OrganisationRow> = {
  name: 'ledger_organisations',
  key: ['msp'],
  columns: { msp: 'text', roles: 'text[]', hosted: 'integer', votes: 'boolean', ...restColumns },
}

export type ParticipantRow = RowOf<ParticipantRecord>
export const participants: Table<ParticipantRow> = {
  name: 'ledger_participants',
  key: ['gln'],
  columns: {
    gln: 'text',
    msp: 'text',
    roles: 'text[]',
    proof: 'text',
    at: 'timestamptz',
    ...restColumns,
  },
}

export interface ProposalRow extends RestsOn {
  proposal: Hash
  gln: Gln
  msp: Msp
  roles: Role[]
  proof: Hash
  nonce: string
  outcome: VoteOutcome
  openedAt: number
  decidedAt: number | null
}
export const proposals: Table<ProposalRow> = {
  name: 'ledger_proposals',
  key: ['proposal'],
  columns: {
    proposal: 'text',
    gln: 'text',
    msp: 'text',
    roles: 'text[]',
    proof: 'text',
    nonce: 'text',
    outcome: 'text',
    openedAt: 'timestamptz',
    decidedAt: 'timestamptz',
    ...restColumns,
  },
}

export interface VoteRow extends RestsOn {
  proposal: Hash
  org: Msp
  approve: boolean
  at: number
}
export const votes: Table<VoteRow> = {
  name: 'ledger_votes',
  key: ['proposal', 'org'],
  columns: {
    proposal: 'text',
    org: 'text',
    approve: 'boolean',
    at: 'timestamptz',
    ...restColumns,
  },
}

export interface SiteRow extends RestsOn {
  gln: Gln
  org: Msp
  commitment: Hash
}
export const sites: Table<SiteRow> = {
  name: 'ledger_sites',
  key: ['gln'],
  columns: { gln: 'text', org: 'text', commitment: 'text', ...restColumns },
}

export const tables = [
  forgetRow(organisations),
  forgetRow(participants),
  forgetRow(proposals),
  forgetRow(votes),
  forgetRow(sites),
]
