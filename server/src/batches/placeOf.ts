import type { Caller } from '../platform/http/access.ts'
import { Refusal } from '../platform/http/problem.ts'
import type { Place } from './deps.ts'

/** Where the caller acts: packs and units are touched at premises. @throws Refusal SITE_NEEDED */
export function placeOf({ msp, site }: Caller): Place {
  if (site === null) throw new Refusal('SITE_NEEDED', { reason: 'packs and units are touched at a site' })
  return { msp, site }
}
