/**
 * The keys with which makers sign their packs (gs1/signature). A key belongs to one participant for ever: what it signed
 * stays on the market for years, so its record is never deleted and its id is never given again.
 */
import type { Act, Decision } from './decision.ts'
import type { ParticipantRecord, SigningKeyRecord } from './ledgerApi.ts'
import type { TransactionEvent, TransactionInput } from './ledgerApi.ts'
import { requireHostedHere, requireParticipant } from './participant.ts'
import { stateKey } from './stateKeys.ts'
import { refuseClockBehind } from './time.ts'
import { RuleViolation } from './violation.ts'

/** `keyId` is that of the input's public key; `key` is what the participant has under that id. */
export function decideRegisterKey(
  act: Act,
  input: TransactionInput<'signingKey:register'>,
  world: { keyId: string; participant: ParticipantRecord | null; key: SigningKeyRecord | null },
): Decision<TransactionEvent<'signingKey:register'>> {
  const { participant } = input
  const { keyId, key } = world
  requireParticipant(act, world.participant, participant, ['manufacturer'])
  // 24 bits collide now and then; the pack names no more of a key, so the maker has to make another.
  if (key !== null) throw new RuleViolation('SIGNING_KEY_EXISTS', { participant, keyId })
  const record: SigningKeyRecord = { v: 1, ...input, keyId, registeredAt: act.now, revokedAt: null }
  return {
    writes: [{ key: stateKey.signingKey(participant, keyId), record }],
    event: { type: 'signingKey.registered', participant, keyId, at: act.now },
  }
}

/** Once and for all. Whoever lost its roles may still do it: nobody else could say that the key is in other hands. */
export function decideRevokeKey(
  act: Act,
  { participant, keyId }: TransactionInput<'signingKey:revoke'>,
  world: { participant: ParticipantRecord | null; key: SigningKeyRecord | null },
): Decision<TransactionEvent<'signingKey:revoke'>> {
  const { key } = world
  requireHostedHere(act, world.participant, participant)
  if (key === null) throw new RuleViolation('SIGNING_KEY_UNKNOWN', { participant, keyId })
  if (key.revokedAt !== null) {
    throw new RuleViolation('SIGNING_KEY_REVOKED', { participant, keyId, revokedAt: key.revokedAt })
  }
  refuseClockBehind(act.now, key.registeredAt)
  const record: SigningKeyRecord = { ...key, revokedAt: act.now }
  return {
    writes: [{ key: stateKey.signingKey(participant, keyId), record }],
    event: { type: 'signingKey.revoked', participant, keyId, at: act.now },
  }
}
