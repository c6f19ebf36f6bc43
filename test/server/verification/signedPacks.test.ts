import assert from 'node:assert/strict'
import { parseGln } from '../../../chaincode/src/domain/gs1/keys.ts'
import { readCodes } from '../batches/labels/readPicture.ts'
import { fixtures } from '../fixtures.ts'
import { makersKey, type MakersKey } from '../makersKey.ts'
import { openWorld, type World } from '../world.ts'
import { amoxil500, registerAmoxil, registerBatch, separator, verify } from './pharmacyScene.ts'

const pack = { gtin: amoxil500, lot: 'SIGNED', serial: 'K7RQ2M', expiry: '280630' }

/** As the maker's line prints it, with the given signature. */
function codeWith(signature: string, { gtin, lot, serial, expiry } = pack): string {
  return `01${gtin}17${expiry}10${lot}${separator}21${serial}${separator}8030${signature}`
}

describe('verifying a signed pack', function () {
  this.timeout(60_000)
  let world: World
  const inUse = makersKey()
  const notYet = makersKey()
  const revoked = makersKey()
  const ended = makersKey()
  const strangers = makersKey()
  const pharmacy = () => world.as('cornerPharmacy')

  before(async () => {
    world = await openWorld(['northLab', 'cornerPharmacy'])
    const northLab = world.as('northLab')
    await registerAmoxil(northLab)
    await registerBatch(northLab, 'SIGNED', ['K7RQ2M'])
    const register = ({ publicKey }: MakersKey, validFrom: string, validUntil: string | null) =>
      northLab.must('/signing-keys', { publicKey, validFrom, validUntil })
    await register(inUse, '2020-01-01', null)
    await register(notYet, '2099-01-01', null)
    await register(revoked, '2020-01-01', null)
    await register(ended, '2020-01-01', '2020-12-31')
    await northLab.must(`/signing-keys/${revoked.keyId}/revoke`)
  })
  after(() => world.stop())

  it('tells whose signature it is, what that proves and what it does not', async () => {
    const { verdict, signature } = await verify(pharmacy(), codeWith(inUse.signatureOf(pack)))
    assert.equal(verdict, 'genuine')
    assert.equal(signature?.finding, 'made-by')
    assert.deepEqual(signature.key, {
      ...{ keyId: inUse.keyId, participant: fixtures.northLab.gln },
      ...{ validFrom: '2020-01-01', validUntil: null, revokedAt: null },
    })
    assert.match(signature.proves ?? '', /product, serial, lot and expiry/)
    assert.match(signature.provesNot ?? '', /copied/)
    assert.equal(signature.advice, null)
  })

  it('says nothing of a signature where there is none', async () => {
    const { signature } = await verify(pharmacy(), codeWith('').replace(`${separator}8030`, ''))
    assert.equal(signature, null)
  })

  it('stands in the audit trail, a patient’s scan too, and nothing where there is none', async () => {
    const unsigned = codeWith('').replace(`${separator}8030`, '')
    await verify(pharmacy(), codeWith(strangers.signatureOf(pack)))
    await verify(pharmacy(), unsigned)
    await world.nobody.post('/patient-verifications', { code: codeWith(inUse.signatureOf(pack)) })
    const { items } = (
      await world
        .as('nationalRegulator')
        .get<{ items: { channel: string; signature: string | null }[] }>('/scans?limit=3')
    ).body
    assert.deepEqual(
      items.map(({ channel, signature }) => [channel, signature]),
      [
        ['patient', 'made-by'],
        ['counter', null],
        ['counter', 'key-unknown'],
      ],
    )
  })

  it('reads the signature of a Digital Link too', async () => {
    const { gtin, lot, serial, expiry } = pack
    const query = `17=${expiry}&8030=${inUse.signatureOf(pack)}`
    const link = `https://id.northlab.example/01/${gtin}/10/${lot}/21/${serial}?${query}`
    assert.equal((await verify(pharmacy(), link)).signature?.finding, 'made-by')
  })

  it('finds the signature on a printed label again', async () => {
    const code = encodeURIComponent(codeWith(inUse.signatureOf(pack)))
    for (const symbol of ['datamatrix', 'qr']) {
      const url = `${world.url}/api/v1/labels/${symbol}.png?code=${code}`
      const picture = await fetch(url, { headers: { Cookie: pharmacy().credentials.cookie ?? '' } })
      const [printed] = await readCodes(new Uint8Array(await picture.arrayBuffer()))
      assert.equal((await verify(pharmacy(), printed?.text ?? '')).signature?.finding, 'made-by', symbol)
    }
  })

  const rows: [what: string, signature: () => string, finding: string, advises: boolean][] = [
    ['a key whose last day has passed', () => ended.signatureOf(pack), 'made-by', false],
    ['a revoked key', () => revoked.signatureOf(pack), 'key-revoked', false],
    ['a key that is not yet in use', () => notYet.signatureOf(pack), 'key-not-yet-valid', true],
    ['a key that nobody registered', () => strangers.signatureOf(pack), 'key-unknown', true],
    ['another pack', () => inUse.signatureOf({ ...pack, serial: 'K7RQ2N' }), 'not-made-by', true],
    [
      'another key under this key’s id',
      () => inUse.keyId + strangers.signatureOf(pack).slice(4),
      'not-made-by',
      true,
    ],
    ['another scheme', () => 'a'.repeat(30), 'not-checkable', false],
  ]
  for (const [what, signature, finding, advises] of rows) {
    it(`a signature of ${what}: ${finding}, and the verdict stays the ledger’s`, async () => {
      const answer = await verify(pharmacy(), codeWith(signature()))
      assert.equal(answer.signature?.finding, finding)
      assert.equal(answer.signature.advice !== null, advises)
      assert.deepEqual(
        [answer.verdict, answer.facts, answer.advice, answer.alert],
        ['genuine', ['genuine'], null, null],
      )
      assert.ok(answer.moves.includes('supply'))
    })
  }

  it('a right signature does not make an unregistered pack genuine', async () => {
    const copied = { ...pack, serial: 'UNREGISTERED' }
    const answer = await verify(pharmacy(), codeWith(inUse.signatureOf(copied), copied))
    assert.deepEqual([answer.verdict, answer.signature?.finding], ['unknown-serial', 'made-by'])
  })

  it('a signature of another maker’s registered key proves nothing about this maker’s product', async () => {
    const { submitter } = world.server.ground
    const southLab = parseGln('9506000100807')
    const southLabsKey = makersKey()
    const proof = 'A'.repeat(43)
    const proposal = {
      ...{ gln: southLab, msp: 'ManufacturersMSP', roles: ['manufacturer' as const] },
      ...{ proof, nonce: 'A'.repeat(22) },
    }
    for (const as of ['RegulatorMSP', 'ManufacturersMSP']) {
      const build = () => ({ proposal, approve: true })
      await submitter.submit('participant:vote', { as, idempotency: null, build })
    }
    const { publicKey } = southLabsKey
    const key = { participant: southLab, publicKey, validFrom: '2020-01-01', validUntil: null }
    const call = { as: 'ManufacturersMSP', idempotency: null, build: () => key }
    await submitter.submit('signingKey:register', call)
    const answer = await verify(pharmacy(), codeWith(southLabsKey.signatureOf(pack)))
    assert.deepEqual([answer.verdict, answer.signature?.finding], ['genuine', 'key-unknown'])
  })

  it('no key counts for a product that nobody registered', async () => {
    const unknown = { ...pack, gtin: '09506000134369' }
    const answer = await verify(pharmacy(), codeWith(inUse.signatureOf(unknown), unknown))
    assert.deepEqual([answer.verdict, answer.signature?.finding], ['unknown-product', 'key-unknown'])
  })
})
