import type { Msp, OrganisationRecord } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../../../ledger/replica.ts'

/** Whether one of these organisations holds pack keys and so can verify packs. */
export function hostsVerifier(replica: Pick<Replica, 'read'>, hosts: readonly Msp[]): boolean {
  return hosts.some((msp) =>
    replica.read<OrganisationRecord>(stateKey.organisation(msp))?.roles.includes('verifier'),
  )
}
