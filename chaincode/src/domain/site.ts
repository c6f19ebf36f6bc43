/** Premises: the ledger holds a commitment to the secret that a site's tags come from, and nothing about its trade. */
import type { Act, Decision } from './decision.ts'
import type { OrganisationRecord, SiteRecord, TransactionEvent, TransactionInput } from './ledgerApi.ts'
import { requireOrganisation } from './participant.ts'
import { stateKey } from './stateKeys.ts'
import { RuleViolation } from './violation.ts'

/** Once and for all: a commitment that could be replaced would let an organisation disown a site's earlier touches. */
export function decideRegisterSite(
  act: Act,
  { gln, commitment }: TransactionInput<'site:register'>,
  world: { organisation: OrganisationRecord | null; site: SiteRecord | null },
): Decision<TransactionEvent<'site:register'>> {
  requireOrganisation(world.organisation, act.msp)
  if (world.site !== null) throw new RuleViolation('SITE_TAKEN', { gln, org: world.site.org })
  const site: SiteRecord = { v: 1, org: act.msp, commitment }
  return {
    writes: [{ key: stateKey.site(gln), record: site }],
    event: { type: 'site.registered', gln, org: act.msp, at: act.now },
  }
}
