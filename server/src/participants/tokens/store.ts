import type { ApiToken } from '../../platform/database/generated/client.ts'
import type { Database } from '../../platform/database/openDatabase.ts'

export function tokenStore({ prisma }: Database) {
  return {
    async add(token: ApiToken): Promise<void> {
      await prisma.apiToken.create({ data: token })
    },
    async byTokenHash(tokenHash: string): Promise<ApiToken | null> {
      return prisma.apiToken.findUnique({ where: { tokenHash } })
    },
    /** The participant's tokens, oldest first, one more than `limit` where there are more. */
    async list(
      participant: string,
      limit: number,
      after: { createdAt: Date; id: string } | null,
    ): Promise<ApiToken[]> {
      return prisma.apiToken.findMany({
        where: {
          participant,
          ...(after === null
            ? {}
            : {
                OR: [
                  { createdAt: { gt: after.createdAt } },
                  { createdAt: after.createdAt, id: { gt: after.id } },
                ],
              }),
        },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit + 1,
      })
    },
    /** Whether there was such a token of this participant that had not been revoked. */
    async revoke(id: string, participant: string, revokedAt: Date): Promise<boolean> {
      const { count } = await prisma.apiToken.updateMany({
        where: { id, participant, revokedAt: null },
        data: { revokedAt },
      })
      return count === 1
    },
  }
}
export type TokenStore = ReturnType<typeof tokenStore>
