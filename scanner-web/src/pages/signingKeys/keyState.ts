/** Where a signing key stands in its life. Days count in UTC, as on the ledger. */
import type { AnswerOf } from '../../api/createApi.ts'

export type SigningKey = AnswerOf<'GET /signing-keys'>['items'][number]
export type KeyState = 'upcoming' | 'inUse' | 'ended' | 'revoked'

/** @param now ms since 1970 */
export function keyStateOf(
  { validFrom, validUntil, revokedAt }: Pick<SigningKey, 'validFrom' | 'validUntil' | 'revokedAt'>,
  now: number,
): KeyState {
  const today = utcDay(now)
  if (revokedAt !== null) return 'revoked'
  if (validFrom > today) return 'upcoming'
  return validUntil !== null && validUntil < today ? 'ended' : 'inUse'
}

/** `YYYY-MM-DD`. @param ms since 1970 */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
