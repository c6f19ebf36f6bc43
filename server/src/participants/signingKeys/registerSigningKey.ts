import type { SigningKeyRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import type { Caller } from '../caller.ts'

/** For the caller's participant. @throws RuleViolation INPUT_INVALID, SIGNING_KEY_EXISTS, ROLE_MISSING */
export async function registerSigningKey(
  { submitter, replica }: { submitter: Submitter; replica: Pick<Replica, 'read'> },
  { msp, participant }: Caller,
  request: Pick<SigningKeyRecord, 'publicKey' | 'validFrom' | 'validUntil'>,
  idempotency: Idempotency | null,
): Promise<SigningKeyRecord> {
  const { event } = await submitter.submit('signingKey:register', {
    ...{ as: msp, idempotency },
    build: () => ({ participant, ...request }),
  })
  return readSigningKey(replica, event.participant, event.keyId)
}

/** @throws Error where a key that a transaction just wrote is not there: keys are never deleted */
export function readSigningKey(
  replica: Pick<Replica, 'read'>,
  participant: SigningKeyRecord['participant'],
  keyId: string,
): SigningKeyRecord {
  const key = replica.read<SigningKeyRecord>(stateKey.signingKey(participant, keyId))
  if (key === null) throw new Error(`the signing key ${keyId} of ${participant} is gone`)
  return key
}
