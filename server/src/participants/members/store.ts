import type {
  Document,
  LedgerParticipant,
  LedgerProposal,
  LedgerVote,
  ProposalName,
  Site,
} from '../../platform/database/generated/client.ts'
import type { Database } from '../../platform/database/openDatabase.ts'

interface Name {
  name: string
  address: string | null
}

interface SiteFilter {
  /** Whose sites the caller may see; null: everybody's. */
  shown: string | null
  /** Whose are asked for; null: all that may be seen. */
  participant: string | null
}

export type NamedParticipant = LedgerParticipant & { name: string | null; address: string | null }
export type ProposalWithVotes = LedgerProposal & { votes: LedgerVote[]; name: string | null }

/** Names, sites and documents of this server, beside what the follower wrote of the ledger. */
export function memberStore({ prisma }: Database) {
  /** The founder's name, or the one in the latest proposal that was admitted: a mere proposal renames nobody. */
  async function namesOf(glns: string[]): Promise<Map<string, Name>> {
    const founders = await prisma.participantName.findMany({ where: { gln: { in: glns } } })
    const admitted = await prisma.ledgerProposal.findMany({
      where: { gln: { in: glns }, outcome: 'admitted' },
      orderBy: { decidedAt: 'asc' },
      select: { gln: true, proposal: true },
    })
    const proposed = await proposedNames(admitted.map(({ proposal }) => proposal))
    const names = new Map<string, Name>(founders.map((each) => [each.gln, each]))
    for (const { gln, proposal } of admitted) {
      const name = proposed.get(proposal)
      if (name !== undefined) names.set(gln, name)
    }
    return names
  }

  async function proposedNames(proposals: string[]): Promise<Map<string, Name>> {
    const names = await prisma.proposalName.findMany({ where: { proposal: { in: proposals } } })
    return new Map(names.map((each) => [each.proposal, each]))
  }

  async function withVotes(proposals: LedgerProposal[]): Promise<ProposalWithVotes[]> {
    const ids = proposals.map(({ proposal }) => proposal)
    const votes = await prisma.ledgerVote.findMany({
      where: { proposal: { in: ids } },
      orderBy: { at: 'asc' },
    })
    const names = await proposedNames(ids)
    return proposals.map((each) => ({
      ...each,
      votes: votes.filter(({ proposal }) => proposal === each.proposal),
      name: names.get(each.proposal)?.name ?? null,
    }))
  }

  return {
    /** By GLN, one more than `limit` where there are more. */
    async participants(limit: number, afterGln: string | null): Promise<NamedParticipant[]> {
      const rows = await prisma.ledgerParticipant.findMany({
        where: afterGln === null ? {} : { gln: { gt: afterGln } },
        orderBy: { gln: 'asc' },
        take: limit + 1,
      })
      const names = await namesOf(rows.map(({ gln }) => gln))
      return rows.map((row) => named(row, names.get(row.gln)))
    },
    async participant(gln: string): Promise<NamedParticipant | null> {
      const row = await prisma.ledgerParticipant.findUnique({ where: { gln } })
      return row === null ? null : named(row, (await namesOf([gln])).get(gln))
    },
    async nameProposal(name: ProposalName): Promise<void> {
      await prisma.proposalName.upsert({ where: { proposal: name.proposal }, create: name, update: {} })
    },
    /** Latest first. */
    async proposals(
      limit: number,
      before: { openedAt: Date; proposal: string } | null,
    ): Promise<ProposalWithVotes[]> {
      const { openedAt, proposal } = before ?? {}
      const rows = await prisma.ledgerProposal.findMany({
        where:
          openedAt === undefined || proposal === undefined
            ? {}
            : { OR: [{ openedAt: { lt: openedAt } }, { openedAt, proposal: { lt: proposal } }] },
        orderBy: [{ openedAt: 'desc' }, { proposal: 'desc' }],
        take: limit + 1,
      })
      return withVotes(rows)
    },
    async proposal(id: string): Promise<ProposalWithVotes | null> {
      const row = await prisma.ledgerProposal.findUnique({ where: { proposal: id } })
      return row === null ? null : ((await withVotes([row]))[0] ?? null)
    },
    /** By GLN. */
    async sites({ shown, participant }: SiteFilter, limit: number, afterGln: string | null): Promise<Site[]> {
      return prisma.site.findMany({
        where: {
          AND: [
            ...(shown === null ? [] : [{ participant: shown }]),
            ...(participant === null ? [] : [{ participant }]),
          ],
          ...(afterGln === null ? {} : { gln: { gt: afterGln } }),
        },
        orderBy: { gln: 'asc' },
        take: limit + 1,
      })
    },
    async site(gln: string): Promise<Site | null> {
      return prisma.site.findUnique({ where: { gln } })
    },
    async putSite(site: Site): Promise<void> {
      await prisma.site.upsert({
        where: { gln: site.gln },
        create: site,
        update: { name: site.name, address: site.address },
      })
    },
    async addDocument(document: Document): Promise<void> {
      await prisma.document.upsert({ where: { hash: document.hash }, create: document, update: {} })
    },
    async document(hash: string): Promise<Document | null> {
      return prisma.document.findUnique({ where: { hash } })
    },
  }
}
export type MemberStore = ReturnType<typeof memberStore>

function named(row: LedgerParticipant, name: Name | undefined): NamedParticipant {
  return { ...row, name: name?.name ?? null, address: name?.address ?? null }
}
