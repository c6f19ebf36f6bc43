/** Where a signing key stands in its life. Days count in UTC, as on the ledger. */
import { dayOf } from '../../../../chaincode/src/domain/time.ts'
import type { AnswerOf } from '../../api/createApi.ts'

export type SigningKey = AnswerOf<'GET /signing-keys'>['items'][number]
export type KeyState = 'upcoming' | 'inUse' | 'ended' | 'revoked'

/** @param now ms since 1970 */
export function keyStateOf(
  { validFrom, validUntil, revokedAt }: Pick<SigningKey, 'validFrom' | 'validUntil' | 'revokedAt'>,
  now: number,
): KeyState {
  const today = dayOf(now)
  if (revokedAt !== null) return 'revoked'
  if (validFrom > today) return 'upcoming'
  return validUntil !== null && validUntil < today ? 'ended' : 'inUse'
}
