/**
 * The people, products and records that the rules' tests speak of. Records are made by the rules themselves, so that no
 * test starts from a state that the rules forbid.
 */
import assert from 'node:assert/strict'
import { toBase64url, utf8 } from '../../chaincode/src/domain/bytes.ts'
import type { Act, Decision } from '../../chaincode/src/domain/decision.ts'
import { parseGln, parseGtin, parseLot, parseSerial } from '../../chaincode/src/domain/gs1/keys.ts'
import type * as api from '../../chaincode/src/domain/ledgerApi.ts'
import * as names from '../../chaincode/src/domain/names.ts'
import { buildPackTree, paddingFor, provePackEntry } from '../../chaincode/src/domain/packTree.ts'
import { RuleViolation, type Facts, type ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { nodeHashing as h } from '../../server/src/platform/hashing.ts'

export { h }

export const hour = 3_600_000
export const day = 24 * hour
/** Every story begins on this morning. */
export const t0 = Date.UTC(2026, 2, 2, 9)

export const manufacturers = 'ManufacturersMSP'
export const wholesalers = 'WholesalersMSP'
export const pharmacies = 'PharmaciesMSP'
export const regulator = 'RegulatorMSP'

const rolesOf: Record<api.Msp, api.Role[]> = {
  [manufacturers]: ['manufacturer'],
  [wholesalers]: ['wholesaler', 'carrier'],
  [pharmacies]: ['pharmacy', 'hospital', 'verifier'],
  [regulator]: ['regulator', 'verifier', 'detector'],
}
export const organisations = Object.entries(rolesOf).map(([msp, roles]) => ({ msp, roles }))
export function organisation(msp: api.Msp, roles = rolesOf[msp] ?? []): api.OrganisationRecord {
  return { v: 1, msp, roles }
}

export const northLab = parseGln('9506000100005')
export const southLab = parseGln('9506000100012')
export const cornerPharmacy = parseGln('9506000100029')
export const nationalRegulator = parseGln('9506000100036')

export function participant(gln: api.ParticipantRecord['gln'], msp: api.Msp, roles: api.Role[]) {
  return { v: 1, gln, msp, roles, proof: hash('licence'), at: t0 } satisfies api.ParticipantRecord
}

/** 32 bytes that a name stands for. */
export function hash(name: string): api.Hash {
  return toBase64url(h.sha256(utf8(name)))
}

export const amoxil500 = parseGtin('09506000134352')
export const lotA = parseLot('A1/26')
export const packKey = h.sha256(utf8('pack key of amoxil500, 2026'))
export const keyId = toBase64url(names.keyIdOf(h, packKey))

export function packIdOf(serial: string): api.Hash {
  return toBase64url(names.packIdOf(h, packKey, amoxil500, parseSerial(serial)))
}

/** A tree of ten packs, serials S0 to S9. */
const entries = Uint8Array.from(
  Array.from({ length: 10 }, (_, i) => [
    ...names.entryOf(h, names.packIdOf(h, packKey, amoxil500, parseSerial(`S${i}`))),
  ]).flat(),
)
const padding = Uint8Array.from(
  Array.from({ length: paddingFor(10, 8) }, (_, i) => [...h.sha256(utf8(`padding ${i}`))]).flat(),
)
export const tree = buildPackTree(h, entries, 8, padding)
export const listedTree: api.PackTree = { depth: 8, keyId, root: toBase64url(tree.root) }

export function proofOf(serial: string) {
  const id = names.packIdOf(h, packKey, amoxil500, parseSerial(serial))
  return { tree: 0, bytes: toBase64url(provePackEntry(tree, names.entryOf(h, id))) }
}

export function batch(changes: Partial<api.BatchRecord> = {}): api.BatchRecord {
  return {
    v: 1,
    gtin: amoxil500,
    lot: lotA,
    expiresOn: '2027-12-31',
    registrant: northLab,
    markets: ['DE', 'FR'],
    storage: { minTenthsC: 20, maxTenthsC: 80 },
    packs: [listedTree],
    at: t0,
    ...changes,
  }
}

export function stopped(kind: api.StopKind): api.StopRecord {
  const stop: api.Stop = { by: nationalRegulator, class: 1, reason: 'wrong strength', at: t0 }
  return { v: 1, recalled: null, withdrawn: null, [kind]: stop }
}

/** A site's opening for touch number `seq` of a pack or unit, and the tag that the ledger shows. */
export function openingAt(site: string, subject: api.Hash, seq: number): string {
  return toBase64url(names.openingOf(h, h.sha256(utf8(site)), Buffer.from(subject, 'base64url'), seq))
}
export function tagAt(site: string, subject: api.Hash, seq: number): api.Hash {
  return toBase64url(names.tagOf(h, Buffer.from(openingAt(site, subject, seq), 'base64url')))
}

export function at(now: number, msp: api.Msp): Act {
  return { now, msp }
}

/** The record that a decision puts under a key; fails where it puts none. */
export function written<Record>(decision: Decision, key: string): Record {
  const write = decision.writes.find((one) => one.key === key)
  assert.ok(write, `no write to ${key}`)
  return write.record as Record
}

/** Asserts that a rule says no, with this code and at least these facts. */
export function refused(decide: () => unknown, code: ViolationCode, facts: Facts = {}): void {
  assert.throws(decide, (error) => {
    assert.ok(error instanceof RuleViolation, String(error))
    assert.equal(error.code, code)
    for (const [name, value] of Object.entries(facts)) assert.deepEqual(error.facts[name], value, name)
    return true
  })
}
