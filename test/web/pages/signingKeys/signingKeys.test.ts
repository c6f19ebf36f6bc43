/** Signing keys on the maker's side: reading a public one, making a pair, and where one stands in its life. */
import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describeKey } from '../../../../server/src/cli/gs1/signCode.ts'
import { keyStateOf } from '../../../../scanner-web/src/pages/signingKeys/keyState.ts'
import { makeKeyPair } from '../../../../scanner-web/src/pages/signingKeys/makeKeyPair.ts'
import { readPublicKey } from '../../../../scanner-web/src/pages/signingKeys/publicKey.ts'

const pair = generateKeyPairSync('ed25519')
const { publicKey } = describeKey(pair.privateKey)
const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const base64 = Buffer.from(publicKey, 'base64url').toString('base64')
const elsewhere = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

describe('a public key that somebody brings', () => {
  for (const [name, text] of [
    ['PEM', pem],
    ['PEM with the line ends of Windows and blanks around it', `  ${pem.replaceAll('\n', '\r\n')}\n`],
    ['base64', base64],
    ['base64url', publicKey],
  ] as const) {
    it(`is read as ${name}`, () => assert.equal(readPublicKey(text), publicKey))
  }
  for (const [name, text] of [
    ['nothing', ''],
    ['words', 'the key is on the other machine'],
    ['a key of another kind', elsewhere.export({ type: 'spki', format: 'pem' }).toString()],
    ['a private key', pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['a byte too few', publicKey.slice(0, -2)],
    ['a PEM file cut short', pem.slice(0, 80)],
  ] as const) {
    it(`is refused where it is ${name}`, () => assert.equal(readPublicKey(text), null))
  }
})

describe('a key pair made in the browser', () => {
  it('is one that the command line signs with, under the same id', async () => {
    const made = await makeKeyPair()
    assert.ok(made)
    const { keyId, publicKey: half } = describeKey(createPrivateKey(made.privatePem))
    assert.deepEqual([made.keyId, made.publicKey], [keyId, half])
    assert.equal(createPublicKey(made.privatePem).asymmetricKeyType, 'ed25519')
  })
  it('is another one each time', async () => {
    const [a, b] = await Promise.all([makeKeyPair(), makeKeyPair()])
    assert.notEqual(a?.publicKey, b?.publicKey)
  })
})

describe("a signing key's life", () => {
  const noon = Date.parse('2026-11-23T12:00:00Z')
  const key = { validFrom: '2026-11-01', validUntil: '2026-12-01', revokedAt: null }
  for (const [name, change, state] of [
    ['between its days', {}, 'inUse'],
    ['on its first day', { validFrom: '2026-11-23' }, 'inUse'],
    ['on its last day', { validUntil: '2026-11-23' }, 'inUse'],
    ['without a last day', { validUntil: null }, 'inUse'],
    ['before its first day', { validFrom: '2026-11-24' }, 'upcoming'],
    ['after its last day', { validUntil: '2026-11-22' }, 'ended'],
    ['revoked, whatever its days', { revokedAt: noon, validUntil: '2026-11-22' }, 'revoked'],
  ] as const) {
    it(`is ${state} ${name}`, () => assert.equal(keyStateOf({ ...key, ...change }, noon), state))
  }
})
