import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { toBase64url, toHex, fromBase64url } from '../../chaincode/src/domain/bytes.ts'
import type { Gln, Gtin, Serial, Sscc } from '../../chaincode/src/domain/gs1/keys.ts'
import * as names from '../../chaincode/src/domain/names.ts'
import { nodeHashing as h } from '../../server/src/platform/hashing.ts'

// The test vector of the ledger's byte formats, sections 1 and 2. These bytes may never change.
const packKey = Uint8Array.from({ length: 32 }, (_, i) => i)
const gtin = '09506000134352' as Gtin
const serial = 'ABC123' as Serial
const gln = '9506000100008' as Gln
const orgSecret = new Uint8Array(32).fill(0x5a)
const packId = fromBase64url('CjIBw-GxWEoi5xLt_SL08K_jqnBLN66OkfPinQ-f3UA')
const siteSecret = names.siteSecretOf(h, orgSecret, gln)
const opening = names.openingOf(h, siteSecret, packId, 1)

describe('names: the published test vector', () => {
  const rows: [name: string, got: Uint8Array, want: string][] = [
    ['key id', names.keyIdOf(h, packKey), '9dVB5sH1c2-sjWdwORan5Ks0BdKHgBmTjZIu-koaGwo'],
    ['salt', names.packSaltOf(h, packKey, gtin, serial), 'gL_nPREZKool96w2QWwpab7q6cukPLCK_s8pfzUvH2Q'],
    ['pack id', names.packIdOf(h, packKey, gtin, serial), 'CjIBw-GxWEoi5xLt_SL08K_jqnBLN66OkfPinQ-f3UA'],
    ['opening', opening, 'KLBdW7REaqvberW-LZWeqTl7dyE34eFhsdesm4yzhK8'],
    ['tag', names.tagOf(h, opening), 'pqVTqKGG5KSu2BJlkdzuwIyZOcvtLzUt6N7fBqCXAH8'],
    ['site', names.siteCommitmentOf(h, gln, siteSecret), '0fBmOkCVKtRTQL712UVTsuLfcfmuXNo34E_bp_Gq3y8'],
  ]
  for (const [name, got, want] of rows) it(name, () => assert.equal(toBase64url(got), want))

  it('entry', () => {
    const entry = '67a347dddc7084b5b5693de018d42c333e1e975a54902124e43d870946771ef3'
    assert.equal(toHex(names.entryOf(h, packId)), entry)
  })
})

// Units, events and audit rows have no published vector: here their formulas are spelled out byte by byte.
describe('names: by their formulas', () => {
  const sscc = '395060001000000017' as Sscc
  const salt = new Uint8Array(16).fill(7)
  const sha256 = (...parts: (string | Uint8Array)[]) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest('hex')
  }
  const unitSalt = createHmac('sha256', orgSecret).update('\x18').update(sscc).digest()
  const cbvHash = 'ni:///sha-256;36abb3a2c0a726de32ac4beafd6b8bc4ba0b1d2de244490312e5cbec7b5ddece?ver=CBV2.0'
  const rows: [name: string, got: Uint8Array, want: string][] = [
    ['unit salt', names.unitSaltOf(h, orgSecret, sscc), unitSalt.toString('hex')],
    ['unit id', names.unitIdOf(h, unitSalt, sscc), sha256('\x18', unitSalt, sscc)],
    ['event anchor', names.eventAnchorOf(h, salt, cbvHash), sha256('\x19', salt, cbvHash)],
    ['audit row', names.auditRowOf(h, salt, '{"v":1}'), sha256('\x1a', salt, '{"v":1}')],
  ]
  for (const [name, got, want] of rows) it(name, () => assert.equal(toHex(got), want))
})

describe('names', () => {
  it('give every use of SHA-256 a tag of its own', () => {
    const tags = Object.values(names.hashTags)
    assert.equal(new Set(tags).size, tags.length)
  })

  it('differ for each touch, so that a tag seen once is no use twice', () => {
    const second = names.openingOf(h, siteSecret, packId, 2)
    assert.notDeepEqual(names.tagOf(h, second), names.tagOf(h, opening))
  })
})
