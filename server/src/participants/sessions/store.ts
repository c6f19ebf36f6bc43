import type { Session, User } from '../../platform/database/generated/client.ts'
import type { Database } from '../../platform/database/openDatabase.ts'

/** A session is alive when it was made and last seen after these. */
export interface AliveSince {
  createdAfter: Date
  seenAfter: Date
}

export type SessionOfUser = Session & { user: User }

export function sessionStore({ prisma }: Database) {
  return {
    async add(session: Session): Promise<void> {
      await prisma.session.create({ data: session })
    },
    async byTokenHash(tokenHash: string): Promise<SessionOfUser | null> {
      return prisma.session.findUnique({ where: { tokenHash }, include: { user: true } })
    },
    async touch(id: string, lastSeenAt: Date): Promise<void> {
      await prisma.session.updateMany({ where: { id }, data: { lastSeenAt } })
    },
    /** The user's sessions that were alive after the two times, latest first. */
    async list(userId: string, alive: AliveSince): Promise<Session[]> {
      return prisma.session.findMany({
        where: { userId, createdAt: { gt: alive.createdAfter }, lastSeenAt: { gt: alive.seenAfter } },
        orderBy: { createdAt: 'desc' },
      })
    },
    /** Whether there was such a session of this user. */
    async remove(id: string, userId: string): Promise<boolean> {
      return (await prisma.session.deleteMany({ where: { id, userId } })).count === 1
    },
    /** Answers the id of the session that was removed, or null. */
    async removeByTokenHash(tokenHash: string): Promise<string | null> {
      const found = await prisma.session.findUnique({ where: { tokenHash }, select: { id: true } })
      await prisma.session.deleteMany({ where: { tokenHash } })
      return found?.id ?? null
    },
    async removeAllOf(userId: string, except: string | null): Promise<void> {
      await prisma.session.deleteMany({
        where: { userId, ...(except === null ? {} : { id: { not: except } }) },
      })
    },
    async removeDead(alive: AliveSince): Promise<void> {
      const { createdAfter, seenAfter } = alive
      await prisma.session.deleteMany({
        where: { OR: [{ createdAt: { lte: createdAfter } }, { lastSeenAt: { lte: seenAfter } }] },
      })
    },
    /**
     * Counts an attempt before it is judged, so that guesses made at the same time are all counted; a count older than
     * `windowStart` begins anew. Answers the count with this attempt.
     */
    async countAttempt(subject: string, now: Date, windowStart: Date): Promise<number> {
      const rows = await prisma.$queryRaw<{ count: number }[]>`
        INSERT INTO login_failures AS f (subject, count, since) VALUES (${subject}, 1, ${now})
        ON CONFLICT (subject) DO UPDATE SET
          count = CASE WHEN f.since <= ${windowStart} THEN 1 ELSE f.count + 1 END,
          since = CASE WHEN f.since <= ${windowStart} THEN ${now} ELSE f.since END
        RETURNING count`
      return rows[0]?.count ?? 1
    },
    async forgiveAttempts(subject: string): Promise<void> {
      await prisma.loginFailure.deleteMany({ where: { subject } })
    },
    async forgiveOneAttempt(subject: string): Promise<void> {
      await prisma.loginFailure.updateMany({ where: { subject }, data: { count: { decrement: 1 } } })
    },
  }
}
export type SessionStore = ReturnType<typeof sessionStore>
