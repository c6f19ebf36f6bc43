/** Who takes part in the tests' world; the same names everywhere. */
import { parseGln, type Gln } from '../../chaincode/src/domain/gs1/keys.ts'
import type { Msp, Role } from '../../chaincode/src/domain/ledgerApi.ts'

export interface Fixture {
  gln: Gln
  /** GLN of its premises. */
  site: Gln
  msp: Msp
  roles: Role[]
  name: string
}

const member = (digits: string, site: string, msp: Msp, roles: Role[], name: string): Fixture => ({
  gln: parseGln(digits),
  site: parseGln(site),
  msp,
  roles,
  name,
})

/** In the order in which they are admitted; the first is the founder. */
export const fixtures = {
  nationalRegulator: member(
    '9506000100005',
    '9506000100012',
    'RegulatorMSP',
    ['regulator', 'verifier'],
    'National Regulator',
  ),
  /** The maker. */
  northLab: member('9506000100104', '9506000100111', 'ManufacturersMSP', ['manufacturer'], 'North Lab'),
  midWholesale: member('9506000100203', '9506000100210', 'WholesalersMSP', ['wholesaler'], 'Mid Wholesale'),
  cornerPharmacy: member('9506000100302', '9506000100319', 'PharmaciesMSP', ['pharmacy'], 'Corner Pharmacy'),
  cityHospital: member('9506000100401', '9506000100418', 'PharmaciesMSP', ['hospital'], 'City Hospital'),
  /** Only for tests of who may do what: the roles that nobody above holds alone. */
  quickCarrier: member('9506000100500', '9506000100517', 'WholesalersMSP', ['carrier'], 'Quick Carrier'),
  packVerifier: member('9506000100609', '9506000100616', 'PharmaciesMSP', ['verifier'], 'Pack Verifier'),
  riskDesk: member('9506000100708', '9506000100715', 'RegulatorMSP', ['detector'], 'Risk Desk'),
} as const satisfies Record<string, Fixture>

export type FixtureName = keyof typeof fixtures

/** Those that most tests need. */
export const mainFixtures = [
  'nationalRegulator',
  'northLab',
  'midWholesale',
  'cornerPharmacy',
  'cityHospital',
] as const satisfies FixtureName[]
