import type { SigningKeyRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import type { Caller } from '../caller.ts'
import { readSigningKey } from './registerSigningKey.ts'

/** For the caller's participant, once and for all. @throws RuleViolation SIGNING_KEY_UNKNOWN, SIGNING_KEY_REVOKED */
export async function revokeSigningKey(
  { submitter, replica }: { submitter: Submitter; replica: Pick<Replica, 'read'> },
  { msp, participant }: Caller,
  keyId: string,
  idempotency: Idempotency | null,
): Promise<SigningKeyRecord> {
  await submitter.submit('signingKey:revoke', {
    ...{ as: msp, idempotency },
    build: () => ({ participant, keyId }),
  })
  return readSigningKey(replica, participant, keyId)
}
