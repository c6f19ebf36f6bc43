import assert from 'node:assert/strict'
import { fromBase64url } from '../../chaincode/src/domain/bytes.ts'
import { signingKeyIdOf } from '../../chaincode/src/domain/gs1/signature/packSignature.ts'
import type * as api from '../../chaincode/src/domain/ledgerApi.ts'
import { decideRegisterKey, decideRevokeKey } from '../../chaincode/src/domain/signingKey.ts'
import type { ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { at, h, hash, hour, manufacturers, northLab, participant, pharmacies } from './given.ts'
import { refused, t0, written } from './given.ts'

const publicKey = hash('public key of northLab')
const keyId = signingKeyIdOf(h, fromBase64url(publicKey))
const input = { participant: northLab, publicKey, validFrom: '2026-03-01', validUntil: null }
const maker = participant(northLab, manufacturers, ['manufacturer'])
const recordKey = `signingKey/${northLab}/${keyId}`

interface When {
  by?: api.Msp
  now?: number
  who?: api.ParticipantRecord | null
  key?: api.SigningKeyRecord | null
}
const register = ({ by = manufacturers, who = maker, key = null }: When = {}) =>
  decideRegisterKey(at(t0, by), input, { keyId, participant: who, key })
const registered = written<api.SigningKeyRecord>(register(), recordKey)
const revoke = ({ by = manufacturers, now = t0 + hour, who = maker, key = registered }: When = {}) =>
  decideRevokeKey(at(now, by), { participant: northLab, keyId }, { participant: who, key })
const revoked = written<api.SigningKeyRecord>(revoke(), recordKey)

describe('signing key: register', () => {
  it('writes the key under its participant and its id', () => {
    assert.deepEqual(registered, { v: 1, ...input, keyId, registeredAt: t0, revokedAt: null })
    assert.deepEqual(register().event, {
      ...{ type: 'signingKey.registered', participant: northLab, keyId, at: t0 },
    })
  })

  const other = { ...registered, publicKey: hash('another key that has the same 24 bits') }
  const rows: [given: string, when: When, then: ViolationCode][] = [
    ['a participant that was never admitted', { who: null }, 'PARTICIPANT_UNKNOWN'],
    ['one that holds no role any more', { who: { ...maker, roles: [] } }, 'PARTICIPANT_UNKNOWN'],
    ['another organisation', { by: pharmacies }, 'PARTICIPANT_OF_OTHER_ORGANISATION'],
    ['one that is no manufacturer', { who: { ...maker, roles: ['wholesaler'] } }, 'ROLE_MISSING'],
    ['the same key again', { key: registered }, 'SIGNING_KEY_EXISTS'],
    ['another key of the same id', { key: other }, 'SIGNING_KEY_EXISTS'],
    ['a key that was revoked', { key: revoked }, 'SIGNING_KEY_EXISTS'],
  ]
  for (const [given, when, code] of rows) {
    it(`is refused for ${given}: ${code}`, () => refused(() => register(when), code))
  }
})

describe('signing key: revoke', () => {
  it('keeps the record, with the time', () => {
    assert.deepEqual(revoked, { ...registered, revokedAt: t0 + hour })
    assert.deepEqual(revoke().event, {
      ...{ type: 'signingKey.revoked', participant: northLab, keyId, at: t0 + hour },
    })
  })
  it('stays possible for a participant that lost its roles: trust must be withdrawable', () => {
    assert.equal(revoke({ who: { ...maker, roles: [] } }).event.type, 'signingKey.revoked')
  })

  const rows: [given: string, when: When, then: ViolationCode][] = [
    ['a participant that was never admitted', { who: null }, 'PARTICIPANT_UNKNOWN'],
    ['another organisation', { by: pharmacies }, 'PARTICIPANT_OF_OTHER_ORGANISATION'],
    ['a key that was never registered', { key: null }, 'SIGNING_KEY_UNKNOWN'],
    ['a key that is revoked already', { key: revoked }, 'SIGNING_KEY_REVOKED'],
    ['a clock behind', { now: t0 - hour }, 'CLOCK_BEHIND'],
  ]
  for (const [given, when, code] of rows) {
    it(`is refused for ${given}: ${code}`, () => refused(() => revoke(when), code))
  }
})
