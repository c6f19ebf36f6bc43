import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { MemberStore } from './store.ts'

/** @throws Refusal NOT_FOUND where the site is not one of the participant's. */
export async function checkSite(members: MemberStore, participant: Gln, site: Gln): Promise<void> {
  const found = await members.site(site)
  if (found?.participant !== participant) throw new Refusal('NOT_FOUND', { what: 'site', site })
}
