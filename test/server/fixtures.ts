/** Who takes part in the tests' world: the demo world's cast, and a few whom only tests need. */
import { parseGln, type Gln } from '../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, Role } from '../../chaincode/src/domain/ledgerApi.ts'
import * as cast from '../../server/src/demo/cast.ts'
import type { CastMember } from '../../server/src/demo/cast.ts'

export interface Fixture {
  gln: Gln
  /** GLN of its premises. */
  site: Gln
  msp: Msp
  roles: Role[]
  name: string
}

function extra(gln: string, site: string, msp: Msp, roles: Role[], name: string): CastMember {
  const email = `admin@${name.toLowerCase().replace(' ', '')}.example`
  const address = '3 Back Lane'
  return { gln, name, msp, roles, user: { name: 'Admin', email }, site: { gln: site, name, address } }
}

/** In the order in which they are admitted; the first is the founder. */
export const castOf = {
  nationalRegulator: cast.nationalRegulator,
  northLab: cast.northLab,
  midWholesale: cast.midWholesale,
  cornerPharmacy: cast.cornerPharmacy,
  cityHospital: cast.cityHospital,
  /** Only for tests of who may do what: the roles that nobody above holds alone. */
  quickCarrier: extra('9506000100500', '9506000100517', 'WholesalersMSP', ['carrier'], 'Quick Carrier'),
  packVerifier: extra('9506000100609', '9506000100616', 'PharmaciesMSP', ['verifier'], 'Pack Verifier'),
  riskDesk: extra('9506000100708', '9506000100715', 'RegulatorMSP', ['detector'], 'Risk Desk'),
} as const satisfies Record<string, CastMember>

export type FixtureName = keyof typeof castOf

const fixtureOf = ({ gln, site, msp, roles, name }: CastMember): Fixture => ({
  ...{ msp, roles, name },
  gln: parseGln(gln),
  site: parseGln(site.gln),
})

export const fixtures = Object.fromEntries(
  Object.entries(castOf).map(([name, member]) => [name, fixtureOf(member)]),
) as Record<FixtureName, Fixture>

/** Those that most tests need. */
export const mainFixtures = [
  'nationalRegulator',
  'northLab',
  'midWholesale',
  'cornerPharmacy',
  'cityHospital',
] as const satisfies FixtureName[]
