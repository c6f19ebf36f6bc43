import assert from 'node:assert/strict'
import type * as api from '../../chaincode/src/domain/ledgerApi.ts'
import { decideDelete, decideDeposit, type DepositWorld } from '../../chaincode/src/domain/packKey.ts'
import { decideRegisterProduct } from '../../chaincode/src/domain/product.ts'
import { decideRegisterSite } from '../../chaincode/src/domain/site.ts'
import type { ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { amoxil500, at, cornerPharmacy, h, hash, hour, keyId, manufacturers, northLab } from './given.ts'
import {
  organisation,
  packKey,
  participant,
  pharmacies,
  refused,
  regulator,
  southLab,
  t0,
  written,
} from './given.ts'

describe('product: register', () => {
  const facts = { name: 'Amoxil 500', form: 'capsule', strength: '500 mg', packSize: 20 }
  const register = (registrant = northLab, product: api.ProductRecord | null = null, now = t0) =>
    decideRegisterProduct(
      at(now, manufacturers),
      { gtin: amoxil500, registrant, ...facts },
      {
        registrant: participant(registrant, manufacturers, ['manufacturer']),
        product,
      },
    )
  const key = `product/${amoxil500}`
  const registered = written<api.ProductRecord>(register(), key)

  it('gives the GTIN to its first registrant', () => {
    assert.deepEqual(registered, { v: 1, gtin: amoxil500, registrant: northLab, ...facts, at: t0 })
  })
  it('lets the registrant correct the facts', () => {
    assert.equal(written<api.ProductRecord>(register(northLab, registered, t0 + hour), key).at, t0 + hour)
  })
  it('is refused to anybody else', () => {
    refused(() => register(southLab, registered), 'PRODUCT_OF_OTHER_PARTICIPANT', { registrant: northLab })
  })
  it('is refused with a clock behind', () => {
    refused(() => register(northLab, registered, t0 - hour), 'CLOCK_BEHIND')
  })
})

describe('site: register', () => {
  const input = { gln: cornerPharmacy, commitment: hash('commitment') }
  const register = (
    site: api.SiteRecord | null,
    host: api.OrganisationRecord | null = organisation(pharmacies),
  ) => decideRegisterSite(at(t0, pharmacies), input, { organisation: host, site })
  const site: api.SiteRecord = { v: 1, org: pharmacies, commitment: hash('commitment') }

  it('writes the commitment', () => {
    assert.deepEqual(written(register(null), `site/${cornerPharmacy}`), site)
  })
  it('is refused a second time, to its own organisation too', () => {
    refused(() => register(site), 'SITE_TAKEN', { org: pharmacies })
  })
  it('is refused to an unknown organisation', () =>
    refused(() => register(null, null), 'ORGANISATION_UNKNOWN'))
})

describe('pack key: deposit and delete', () => {
  const deposit = (world: Partial<DepositWorld> = {}, by = manufacturers) =>
    decideDeposit(
      h,
      at(t0, by),
      { keyId },
      { organisation: organisation(by), packKey, deposited: false, ...world },
    )
  const record: api.PackKeyRecord = {
    v: 1,
    key: Buffer.from(packKey).toString('base64url'),
    by: manufacturers,
  }

  it('puts the key where verifiers read it, and nothing in the open', () => {
    const { writes, privateWrites } = deposit()
    assert.deepEqual(writes, [])
    assert.deepEqual(privateWrites, [{ collection: 'packKeys', key: keyId, record }])
  })
  it('changes nothing where the key is already there', () => {
    assert.deepEqual(deposit({ deposited: true }).privateWrites, [])
  })

  const rows: [given: string, when: Partial<DepositWorld>, by: api.Msp, then: ViolationCode][] = [
    ['an organisation without makers', {}, pharmacies, 'ROLE_MISSING'],
    ['no key', { packKey: undefined }, manufacturers, 'INPUT_INVALID'],
    ['a short key', { packKey: packKey.subarray(1) }, manufacturers, 'INPUT_INVALID'],
    ['another key', { packKey: new Uint8Array(32) }, manufacturers, 'PACK_KEY_MISMATCH'],
  ]
  for (const [what, when, by, code] of rows) {
    it(`deposit is refused for ${what}: ${code}`, () => refused(() => deposit(when, by), code))
  }

  it('is deleted by its writer', () => {
    const { privateWrites } = decideDelete(at(t0, manufacturers), { keyId }, record)
    assert.deepEqual(privateWrites, [{ collection: 'packKeys', key: keyId, record: null }])
  })
  it('is deleted by nobody else', () => {
    refused(() => decideDelete(at(t0, regulator), { keyId }, record), 'PACK_KEY_OF_OTHER_ORGANISATION')
    refused(() => decideDelete(at(t0, manufacturers), { keyId }, null), 'PACK_KEY_UNKNOWN')
  })
})
