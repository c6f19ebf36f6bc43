import assert from 'node:assert/strict'
import {
  verifyKeyList,
  type SignedKeyList,
  type SigningKey,
} from '../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import { parseVerifierKey } from '../../../server/src/ledger/log/signedNote.ts'
import { rawPublicKeyOf, verifyEd25519 } from '../../../server/src/platform/ed25519.ts'
import { assertProblem } from '../assertProblem.ts'
import { fixtures } from '../fixtures.ts'
import { makersKey } from '../makersKey.ts'
import { openWorld, type World } from '../world.ts'

interface Page {
  items: SigningKey[]
  next: string | null
}
const validFrom = '2026-11-01'

describe('signing keys', function () {
  this.timeout(60_000)
  let world: World
  const northLab = () => world.as('northLab')
  before(async () => {
    world = await openWorld(['northLab', 'cornerPharmacy'])
  })
  after(() => world.stop())

  const register = () => {
    const { publicKey, keyId } = makersKey()
    return {
      keyId,
      publicKey,
      answer: northLab().must<SigningKey>('/signing-keys', { publicKey, validFrom }),
    }
  }

  it('are registered by the maker, under an id made of the key, and listed to everybody', async () => {
    const { keyId, publicKey, answer } = register()
    const key = await answer
    assert.deepEqual(key, {
      ...{ keyId, publicKey, participant: fixtures.northLab.gln, validFrom, validUntil: null },
      ...{ registeredAt: key.registeredAt, revokedAt: null },
    })
    const listed = await world.as('cornerPharmacy').get<Page>('/signing-keys?limit=200')
    assert.deepEqual(
      listed.body.items.find((each) => each.keyId === keyId),
      key,
    )
  })

  it('are registered once: the same request again, the same answer; the same key again, a refusal', async () => {
    const { publicKey } = makersKey()
    const body = { publicKey, validFrom, validUntil: '2027-10-31' }
    const headers = { 'Idempotency-Key': 'new-signing-key' }
    const first = await northLab().post('/signing-keys', body, headers)
    assert.equal(first.status, 201)
    assert.deepEqual((await northLab().post('/signing-keys', body, headers)).body, first.body)
    assertProblem(await northLab().post('/signing-keys', body), 409, 'SIGNING_KEY_EXISTS')
  })

  it('are refused where a field is wrong, by name', async () => {
    const { publicKey } = makersKey()
    const rows: [object, string][] = [
      [{ publicKey, validFrom: '2026-02-30' }, 'validFrom'],
      [{ publicKey, validFrom, validUntil: '2026-10-31' }, 'validUntil'],
      [{ publicKey: publicKey.slice(1), validFrom }, 'publicKey'],
      // the last of 43 characters carries four bits only
      [{ publicKey: `${publicKey.slice(0, -1)}B`, validFrom }, 'publicKey'],
    ]
    for (const [body, field] of rows) {
      const { status, body: problem } = await northLab().post('/signing-keys', body)
      assert.equal(status, 400)
      assert.match(JSON.stringify(problem), new RegExp(field))
    }
  })

  it('are revoked once and stay listed, with the time', async () => {
    const { keyId, answer } = register()
    const key = await answer
    const { body, status } = await northLab().post<SigningKey>(`/signing-keys/${keyId}/revoke`)
    assert.equal(status, 200)
    assert.ok(body.revokedAt !== null && body.revokedAt >= key.registeredAt)
    assertProblem(await northLab().post(`/signing-keys/${keyId}/revoke`), 409, 'SIGNING_KEY_REVOKED')
    const listed = await northLab().get<Page>('/signing-keys?limit=200')
    assert.equal(listed.body.items.find((each) => each.keyId === keyId)?.revokedAt, body.revokedAt)
  })

  it('are nobody else’s to revoke', async () => {
    const { keyId, answer } = register()
    await answer
    const other = await world.as('cornerPharmacy').post(`/signing-keys/${keyId}/revoke`)
    assertProblem(other, 404, 'SIGNING_KEY_UNKNOWN')
  })

  it('are listed in pages', async () => {
    const whole = await northLab().get<Page>('/signing-keys?limit=200')
    assert.ok(whole.body.items.length > 2)
    const found: SigningKey[] = []
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`
      const page = await northLab().get<Page>(`/signing-keys?limit=2${after}`)
      found.push(...page.body.items)
      next = page.body.next
    }
    assert.deepEqual(found, whole.body.items)
    assertProblem(await northLab().get('/signing-keys?after=x'), 400, 'CURSOR_INVALID')
  })

  it('are given to anybody as a list with its date, signed with the key of the checkpoints', async () => {
    const { body } = await world.nobody.get<SignedKeyList & { signedBy: string }>('/signing-keys/list')
    const checkpoints = await world.nobody.get<{ verifierKey: string }>('/ledger/checkpoints')
    assert.equal(body.signedBy, checkpoints.body.verifierKey)
    const key = rawPublicKeyOf(parseVerifierKey(checkpoints.body.verifierKey).key)
    assert.equal(await verifyKeyList(body, key, verifyEd25519), true)
    const older = { ...body, asOf: body.asOf - 1 }
    assert.equal(await verifyKeyList(older, key, verifyEd25519), false)
    const page = await northLab().get<Page>('/signing-keys?limit=200')
    assert.deepEqual(body.keys, page.body.items)
  })
})
