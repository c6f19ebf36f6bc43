import { Prisma, type Invitation, type User } from '../../platform/database/generated/client.ts'
import type { Database } from '../../platform/database/openDatabase.ts'
import { Refusal } from '../../platform/http/problem.ts'

export type NewUser = Pick<
  User,
  'id' | 'email' | 'name' | 'passwordHash' | 'participant' | 'site' | 'isAdmin' | 'createdAt'
>
export type UserChange = Partial<Pick<User, 'name' | 'site' | 'isAdmin' | 'deactivatedAt' | 'passwordHash'>>

/** People and the links that make them. */
export function userStore({ prisma }: Database) {
  return {
    async countAll(): Promise<number> {
      return prisma.user.count()
    },
    async byEmail(email: string): Promise<User | null> {
      return prisma.user.findUnique({ where: { email } })
    },
    async byId(id: string): Promise<User | null> {
      return prisma.user.findUnique({ where: { id } })
    },
    async hasUsers(participant: string): Promise<boolean> {
      return (await prisma.user.count({ where: { participant, deactivatedAt: null } })) > 0
    },
    async participantsWithUsers(): Promise<Set<string>> {
      const where = { deactivatedAt: null }
      const rows = await prisma.user.findMany({
        where,
        distinct: ['participant'],
        select: { participant: true },
      })
      return new Set(rows.map(({ participant }) => participant))
    },
    /** By e-mail, one more than `limit` where there are more. */
    async list(participant: string, limit: number, afterEmail: string | null): Promise<User[]> {
      return prisma.user.findMany({
        where: { participant, ...(afterEmail === null ? {} : { email: { gt: afterEmail } }) },
        orderBy: { email: 'asc' },
        take: limit + 1,
      })
    },
    async change(id: string, change: UserChange): Promise<User> {
      return prisma.user.update({ where: { id }, data: change })
    },
    async addInvitation(invitation: Omit<Invitation, 'usedAt'>): Promise<void> {
      await prisma.invitation.create({ data: invitation })
    },
    async openInvitation(tokenHash: string, now: Date): Promise<Invitation | null> {
      return prisma.invitation.findFirst({ where: { tokenHash, usedAt: null, expiresAt: { gt: now } } })
    },
    /** Uses the invitation up and makes the user, both or neither. @throws Refusal LINK_INVALID, NAME_TAKEN */
    async useInvitation(id: string, user: NewUser): Promise<void> {
      await prisma
        .$transaction(async (tx) => {
          const used = await tx.invitation.updateMany({
            where: { id, usedAt: null },
            data: { usedAt: user.createdAt },
          })
          if (used.count !== 1) throw new Refusal('LINK_INVALID')
          await tx.user.create({ data: user })
        })
        .catch(refuseTakenEmail)
    },
    async replaceFoundingLink(tokenHash: string): Promise<void> {
      const data = { tokenHash, usedAt: null }
      await prisma.foundingLink.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data })
    },
    async isOpenFoundingLink(tokenHash: string): Promise<boolean> {
      return (await prisma.foundingLink.count({ where: { id: 1, tokenHash, usedAt: null } })) === 1
    },
    /** Uses the link up and makes its user and the participant's name, all or nothing. @throws Refusal LINK_INVALID, NAME_TAKEN */
    async useFoundingLink(tokenHash: string, user: NewUser, participantName: string): Promise<void> {
      const opened = prisma.$transaction(async (tx) => {
        const used = await tx.foundingLink.updateMany({
          where: { id: 1, tokenHash, usedAt: null },
          data: { usedAt: user.createdAt },
        })
        if (used.count !== 1) throw new Refusal('LINK_INVALID')
        await tx.user.create({ data: user })
        const name = { gln: user.participant, name: participantName }
        await tx.participantName.upsert({ where: { gln: user.participant }, create: name, update: name })
      })
      await opened.catch(refuseTakenEmail)
    },
  }
}
export type UserStore = ReturnType<typeof userStore>

/** P2002: unique constraint (Prisma error reference). */
function refuseTakenEmail(error: unknown): never {
  const taken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
  throw taken ? new Refusal('NAME_TAKEN', { field: 'email' }) : error
}
