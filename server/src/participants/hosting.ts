import type { Msp, ParticipantRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { Refusal } from '../platform/http/problem.ts'

/** Accounts, sites and signatures of a participant are on its own organisation's node. @throws Refusal HOSTED_ELSEWHERE */
export function requireHosted(
  hosts: readonly Msp[],
  { gln, msp }: Pick<ParticipantRecord, 'gln' | 'msp'>,
): void {
  if (!hosts.includes(msp)) throw new Refusal('HOSTED_ELSEWHERE', { participant: gln, organisation: msp })
}
