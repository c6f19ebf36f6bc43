import type { SigningKeyRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { Replica } from '../../ledger/replica.ts'

/** By participant and key id; at most `limit` of them after the given one. Read from the replica: there are few. */
export function listSigningKeys(
  replica: Pick<Replica, 'keys' | 'read'>,
  limit: number,
  after: readonly [participant: string, keyId: string] | null,
): SigningKeyRecord[] {
  const last = after === null ? '' : `signingKey/${after[0]}/${after[1]}`
  const found: SigningKeyRecord[] = []
  for (const stateKey of replica.keys('signingKey/')) {
    if (found.length === limit) break
    const record = stateKey > last ? replica.read<SigningKeyRecord>(stateKey) : null
    if (record !== null) found.push(record)
  }
  return found
}
