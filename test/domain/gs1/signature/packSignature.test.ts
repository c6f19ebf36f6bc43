import assert from 'node:assert/strict'
import {
  createHash,
  createHmac,
  generateKeyPairSync,
  sign,
  verify,
  createPublicKey,
  type KeyObject,
} from 'node:crypto'
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import { parseGln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import {
  packMessage,
  packSignature,
  signingKeyIdOf,
} from '../../../../chaincode/src/domain/gs1/signature/packSignature.ts'
import { signatureWords } from '../../../../chaincode/src/domain/gs1/signature/signatureWords.ts'
import { parseStrict } from '../../../../chaincode/src/domain/gs1/parseStrict.ts'
import {
  keyListMessage,
  verifyKeyList,
  verifyPackSignature,
  type SigningKey,
} from '../../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import { toBracketed, type Element } from '../../../../chaincode/src/domain/gs1/write.ts'

const hashing = {
  sha256: (...parts: Uint8Array[]) =>
    new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest()),
  hmac: (key: Uint8Array, ...parts: Uint8Array[]) =>
    new Uint8Array(createHmac('sha256', key).update(Buffer.concat(parts)).digest()),
}

const raw = (key: KeyObject): Uint8Array => Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url')
const ed25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature)
}

/** Noon of 23 November 2026. */
const at = Date.UTC(2026, 10, 23, 12)
const day = 86_400_000
const northLab = generateKeyPairSync('ed25519')
const regulator = generateKeyPairSync('ed25519')
const northLabKey: SigningKey = {
  keyId: signingKeyIdOf(hashing, raw(northLab.publicKey)),
  publicKey: toBase64url(raw(northLab.publicKey)),
  participant: parseGln('9506000100005'),
  validFrom: '2026-11-23',
  validUntil: '2026-12-31',
  registeredAt: at,
  revokedAt: null,
}
const list = { asOf: at, keys: [northLabKey] }

const pack: Element[] = [
  { ai: '01', value: '09506000134352' },
  { ai: '17', value: '281000' },
  { ai: '10', value: 'A1-2028' },
  { ai: '21', value: 'K7RQ2M9XW4T1ZB0C' },
]

function signedPack(elements: Element[] = pack): Element[] {
  const message = packMessage(elements)
  assert.ok(message)
  const signature = sign(null, message, northLab.privateKey)
  return [...elements, { ai: '8030', value: packSignature(northLabKey.keyId, signature) }]
}

describe('signed packs', () => {
  it('sign the four elements as printed, in one order, joined by GS', () => {
    const text = '0109506000134352\u001d21K7RQ2M9XW4T1ZB0C\u001d10A1-2028\u001d17281000'
    assert.equal(new TextDecoder().decode(packMessage(pack) ?? undefined), text)
    assert.equal(packMessage(pack.slice(0, 3)), null)
  })

  it('carry a key id of four characters and a signature that GS1 syntax accepts', () => {
    const value = signedPack().at(-1)?.value ?? ''
    assert.match(value, /^[-\w]{90}$/)
    assert.equal(
      value.slice(0, 4),
      Buffer.from(createHash('sha256').update(raw(northLab.publicKey)).digest().subarray(0, 3)).toString(
        'base64url',
      ),
    )
    assert.ok(parseStrict('A', toBracketed(signedPack())).ok)
  })

  it('are found to be made by the key holder, and no more is claimed', async () => {
    const finding = await verifyPackSignature(signedPack(), list, ed25519, at)
    assert.ok(finding.kind === 'made-by')
    assert.equal(finding.key.participant, '9506000100005')
    assert.match(signatureWords['made-by'].provesNot ?? '', /copied/)
  })

  it('are found to be tampered with when any signed element changes', async () => {
    for (let i = 0; i < pack.length; i++) {
      const changed = signedPack().map((e, j) => (i === j ? { ...e, value: e.value.replace(/.$/, '7') } : e))
      assert.equal((await verifyPackSignature(changed, list, ed25519, at)).kind, 'not-made-by')
    }
  })

  it('tell an unknown key and a missing, short or non-canonical signature', async () => {
    const kind = async (value: string): Promise<string> =>
      (await verifyPackSignature([...pack, { ai: '8030', value }], list, ed25519, at)).kind
    const value = signedPack().at(-1)?.value ?? ''
    const otherId = value.startsWith('A') ? 'B' : 'A'
    assert.equal(await kind(otherId + value.slice(1)), 'key-unknown')
    assert.equal(await kind(value.slice(0, -1)), 'not-checkable')
    assert.equal(await kind(`${value.slice(0, -1)}_`), 'not-checkable')
    const unlotted = signedPack().filter(({ ai }) => ai !== '10')
    assert.equal((await verifyPackSignature(unlotted, list, ed25519, at)).kind, 'not-checkable')
    assert.equal((await verifyPackSignature(pack, list, ed25519, at)).kind, 'unsigned')
  })

  const standings: [when: string, key: Partial<SigningKey>, at: number, then: string][] = [
    ['on the first day', {}, at, 'made-by'],
    ['the day before', {}, at - day, 'key-not-yet-valid'],
    ['years after the last day: packs outlive keys', {}, at + 1000 * day, 'made-by'],
    ['after the key was revoked, whenever it was made', { revokedAt: at + 1 }, at + day, 'key-revoked'],
    ['before its first day, revoked', { revokedAt: at }, at - day, 'key-revoked'],
  ]
  for (const [when, change, now, kind] of standings) {
    it(`looked at ${when}: ${kind}`, async () => {
      const keys = [{ ...northLabKey, ...change }]
      const finding = await verifyPackSignature(signedPack(), { ...list, keys }, ed25519, now)
      assert.equal(finding.kind, kind)
    })
  }

  it('try every key of the same id', async () => {
    const stranger = { ...northLabKey, publicKey: toBase64url(raw(regulator.publicKey)) }
    const broken = { ...northLabKey, publicKey: '!' }
    const finding = await verifyPackSignature(
      signedPack(),
      { ...list, keys: [broken, stranger, northLabKey] },
      ed25519,
      at,
    )
    assert.equal(finding.kind, 'made-by')
  })
})

describe('the list of signing keys', () => {
  const signed = {
    ...list,
    signature: sign(null, keyListMessage(list), regulator.privateKey).toString('base64url'),
  }

  it('is accepted with its organisation’s signature only, date included', async () => {
    assert.equal(await verifyKeyList(signed, raw(regulator.publicKey), ed25519), true)
    assert.equal(await verifyKeyList(signed, raw(northLab.publicKey), ed25519), false)
    assert.equal(
      await verifyKeyList({ ...signed, asOf: signed.asOf + 1 }, raw(regulator.publicKey), ed25519),
      false,
    )
    assert.equal(await verifyKeyList({ ...signed, keys: [] }, raw(regulator.publicKey), ed25519), false)
    assert.equal(await verifyKeyList({ ...signed, signature: 'x' }, raw(regulator.publicKey), ed25519), false)
  })
})
