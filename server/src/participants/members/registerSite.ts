import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Site } from '../../platform/database/generated/client.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { ActorTags } from '../actorTags.ts'
import type { Caller } from '../caller.ts'
import type { Clock } from '../clock.ts'
import type { MemberStore } from './store.ts'

/**
 * Writes the site's commitment to the ledger and its name here. The commitment is the same every time, so a registration
 * that was cut off may be asked again. @throws Refusal NAME_TAKEN (another participant's), RuleViolation SITE_TAKEN
 */
export async function registerSite(
  deps: { members: MemberStore; submitter: Submitter; actorTags: ActorTags; clock: Clock },
  caller: Caller,
  request: { gln: Gln; name: string; address: string | null },
): Promise<Site> {
  const { members, submitter, actorTags, clock } = deps
  const { gln, name, address } = request
  const known = await members.site(gln)
  if (known !== null && known.participant !== caller.participant)
    throw new Refusal('NAME_TAKEN', { field: 'gln' })
  if (known === null) {
    const commitment = toBase64url(actorTags.commitmentFor({ msp: caller.msp, site: gln }))
    await submitter.submit('site:register', {
      as: caller.msp,
      idempotency: {
        caller: `participant/${caller.participant}`,
        key: `site/${gln}`,
        bodyHash: commitment,
        isErrand: true,
      },
      build: () => ({ gln, commitment }),
    })
  }
  const site = {
    gln,
    participant: caller.participant,
    name,
    address,
    registeredAt: known?.registeredAt ?? new Date(clock()),
  }
  await members.putSite(site)
  return site
}
