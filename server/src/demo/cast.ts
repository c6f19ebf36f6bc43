/**
 * Who and what the demo world holds: invented firms, the same names in tests and documentation. GLNs, GTINs and SSCCs
 * have GS1's prefix for demonstrations (950, GS1 General Specifications 1.4.4).
 */
import type { Msp, PackMove, Role, StopKind, StorageRule } from '../../../chaincode/src/domain/ledgerApi.ts'

export interface CastMember {
  gln: string
  name: string
  msp: Msp
  roles: Role[]
  /** The admin who logs in. */
  user: { name: string; email: string }
  site: { gln: string; name: string; address: string }
}

export const nationalRegulator: CastMember = {
  gln: '9506000100005',
  name: 'National Regulator',
  msp: 'RegulatorMSP',
  roles: ['regulator', 'verifier'],
  user: { name: 'Ruth Adeyemi', email: 'ruth@agency.example' },
  site: { gln: '9506000100012', name: 'Inspectorate', address: '1 Ministry Square' },
}
export const northLab: CastMember = {
  gln: '9506000100104',
  name: 'North Lab',
  msp: 'ManufacturersMSP',
  roles: ['manufacturer'],
  user: { name: 'Nora Lindqvist', email: 'nora@northlab.example' },
  site: { gln: '9506000100111', name: 'Packaging works', address: '12 Harbour Road' },
}
export const midWholesale: CastMember = {
  gln: '9506000100203',
  name: 'Mid Wholesale',
  msp: 'WholesalersMSP',
  roles: ['wholesaler'],
  user: { name: 'Milan Weber', email: 'milan@midwholesale.example' },
  site: { gln: '9506000100210', name: 'Central warehouse', address: '4 Ring Road' },
}
export const cornerPharmacy: CastMember = {
  gln: '9506000100302',
  name: 'Corner Pharmacy',
  msp: 'PharmaciesMSP',
  roles: ['pharmacy'],
  user: { name: 'Clara Okafor', email: 'clara@cornerpharmacy.example' },
  site: { gln: '9506000100319', name: 'Counter', address: '7 Market Street' },
}
export const cityHospital: CastMember = {
  gln: '9506000100401',
  name: 'City Hospital',
  msp: 'PharmaciesMSP',
  roles: ['hospital'],
  user: { name: 'Hugo Marchetti', email: 'hugo@cityhospital.example' },
  site: { gln: '9506000100418', name: 'Hospital pharmacy', address: '90 Park Avenue' },
}
/** In the order of their admission; the regulator founds the network. */
export const admitted = [northLab, midWholesale, cornerPharmacy, cityHospital]

export const amoxil500 = {
  gtin: '09506000134352',
  name: 'Amoxil North',
  form: 'capsule, hard',
  strength: '500 mg',
  packSize: 20,
}
export const insulin100 = {
  gtin: '09506000134369',
  name: 'Insulin North',
  form: 'solution for injection in pre-filled pen',
  strength: '100 units/ml',
  packSize: 5,
}

export interface CastBatch {
  gtin: string
  lot: string
  /** Days from the seeding to the expiry; a negative one is past. */
  expiresInDays: number
  storage: StorageRule | null
  count: number
  /** Its codes carry the maker's signature. */
  isSigned?: true
  stop?: { kind: StopKind; class: 1 | 2 | 3; reason: string }
}

export const goodBatch: CastBatch = {
  gtin: amoxil500.gtin,
  lot: 'AX2611',
  expiresInDays: 730,
  storage: null,
  count: 2000,
}
export const coldBatch: CastBatch = {
  gtin: insulin100.gtin,
  lot: 'IN2610',
  expiresInDays: 400,
  storage: { minTenthsC: 20, maxTenthsC: 80 },
  count: 500,
  isSigned: true,
}
export const oldBatch: CastBatch = {
  gtin: amoxil500.gtin,
  lot: 'AX2311',
  expiresInDays: -30,
  storage: null,
  count: 100,
}
export const recalledBatch: CastBatch = {
  gtin: amoxil500.gtin,
  lot: 'AX2605',
  expiresInDays: 500,
  storage: null,
  count: 100,
  stop: { kind: 'recalled', class: 1, reason: 'Blisters of another strength found in packs of this batch' },
}
export const withdrawnBatch: CastBatch = {
  gtin: insulin100.gtin,
  lot: 'IN2603',
  expiresInDays: 300,
  storage: { minTenthsC: 20, maxTenthsC: 80 },
  count: 100,
  stop: { kind: 'withdrawn', class: 3, reason: 'Leaflet out of date' },
}
export const batches = [goodBatch, coldBatch, oldBatch, recalledBatch, withdrawnBatch]

/** One pack of the good batch in each state that a move leads to, and who moves it there. */
export const movedPacks: { move: PackMove; by: CastMember }[] = [
  { move: 'supply', by: cornerPharmacy },
  { move: 'export', by: midWholesale },
  { move: 'sample', by: nationalRegulator },
  { move: 'giveFreeSample', by: northLab },
  { move: 'checkOut', by: cityHospital },
  { move: 'lock', by: cornerPharmacy },
  { move: 'destroy', by: cityHospital },
  { move: 'reportStolen', by: midWholesale },
]

/** A shipment on its whole way, and one that still travels. */
export const shipments = [
  {
    sscc: '395060001000000006',
    batch: goodBatch,
    quantity: 400,
    from: northLab,
    to: midWholesale,
    received: true,
  },
  {
    sscc: '395060001000000013',
    batch: coldBatch,
    quantity: 40,
    from: northLab,
    to: cornerPharmacy,
    received: false,
  },
]
