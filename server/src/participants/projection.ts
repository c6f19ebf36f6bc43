/** Participants, organisations, proposals with their votes, and sites, as Postgres shows them. Pure. */
import type { Hash, Msp, OrganisationsRecord, VoteRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { Act } from '../ledger/projections/act.ts'
import { fold, follow, put, remove, restsOn, type Projection, type RowChange } from '../ledger/projection.ts'
import type { StateWrite } from '../ledger/projections/stateWrite.ts'
import { organisations, participants, proposals, sites, tables, votes } from './projectionTables.ts'

export const participantsProjection: Projection = {
  tables,
  changes: (act) => act.writes.flatMap((write) => changesOf(act, write)),
}

function changesOf(act: Act, write: StateWrite): RowChange[] {
  switch (write.noun) {
    case 'organisations':
      return write.record === null ? [] : hostChanges(act, write.record)
    case 'organisation': {
      const { msp, record } = write
      if (record === null) return [remove(organisations, [msp])]
      const { roles } = record
      return [
        fold(organisations, [msp], (row) => ({
          hosted: 0,
          votes: false,
          ...row,
          msp,
          roles,
          ...restsOn(act),
        })),
      ]
    }
    case 'participant':
      return [
        follow(participants, [write.gln], write.record, ({ gln, msp, roles, proof, at }) => ({
          ...{ gln, msp, roles, proof, at },
          ...restsOn(act),
        })),
      ]
    case 'vote':
      return write.record === null
        ? [remove(votes, [write.proposal, write.org])]
        : voteChanges(act, write.proposal, write.org, write.record)
    case 'site':
      return [
        follow(sites, [write.gln], write.record, ({ org, commitment }) => ({
          ...{ gln: write.gln, org, commitment },
          ...restsOn(act),
        })),
      ]
    // Read straight from the replica.
    case 'signingKey':
    case 'product':
    case 'batch':
    case 'stop':
    case 'pack':
    case 'unit':
    case 'request':
      return []
  }
}

function hostChanges(act: Act, { voters, hosted }: OrganisationsRecord): RowChange[] {
  return Object.entries(hosted).map(([msp, count]) => {
    const voice = { msp, hosted: count, votes: voters.includes(msp), ...restsOn(act) }
    return fold(organisations, [msp], (row) => ({ roles: [], ...row, ...voice }))
  })
}

/** The first vote on a proposal is what proposes it; what is proposed stands in the transaction's input only. */
function voteChanges(act: Act, proposal: Hash, org: Msp, { approve, outcome, at }: VoteRecord): RowChange[] {
  const vote = put(votes, { proposal, org, approve, at, ...restsOn(act) })
  if (act.fn !== 'participant:vote') return [vote]
  const { gln, msp, roles, proof, nonce } = act.input.proposal
  const proposed = fold(proposals, [proposal], (row) => ({
    ...{ proposal, gln, msp, roles, proof, nonce, outcome },
    openedAt: row?.openedAt ?? at,
    decidedAt: outcome === 'open' ? null : at,
    ...restsOn(act),
  }))
  return [proposed, vote]
}
