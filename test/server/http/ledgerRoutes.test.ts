import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { verifyInclusion } from '../../../chaincode/src/domain/merkle.ts'
import { openCheckpoint } from '../../../server/src/ledger/log/checkpoint.ts'
import { parseVerifierKey } from '../../../server/src/ledger/log/signedNote.ts'
import { nodeHashing } from '../../../server/src/platform/hashing.ts'
import { assertProblem } from '../assertProblem.ts'
import { openWorld, type World } from '../world.ts'

interface Checkpoint {
  note: string
  size: number
  root: string
}

describe('the ledger over HTTP', function () {
  this.timeout(60_000)
  let world: World
  before(async () => {
    world = await openWorld(['nationalRegulator', 'northLab'])
  })
  after(() => world.stop())

  it('says how high it stands, who shares it and who runs it', async () => {
    const { body } = await world.as('northLab').get('/ledger')
    assert.deepEqual(
      [body['operation'], body['height'], body['logSize']],
      ['embedded, single operator', world.server.ground.replica.height, world.server.ground.ledger.log.size],
    )
    assert.deepEqual(
      (body['organisations'] as { msp: string; votes: boolean }[]).map(({ msp, votes }) => [msp, votes]),
      [
        ['ManufacturersMSP', true],
        ['PharmaciesMSP', false],
        ['RegulatorMSP', true],
        ['WholesalersMSP', false],
      ],
    )
  })

  it('signs a checkpoint on demand, for everybody to read and photograph', async () => {
    const signed = await world.as('northLab').must<Checkpoint>('/ledger/checkpoints')
    const { body } = await world.nobody.get<{ latest: Checkpoint; verifierKey: string }>(
      '/ledger/checkpoints',
    )
    assert.deepEqual(body.latest, signed)
    const opened = openCheckpoint(signed.note, parseVerifierKey(body.verifierKey))
    assert.deepEqual(opened && [opened.size, Buffer.from(opened.root).toString('base64')], [
      signed.size,
      signed.root,
    ])
    const qr = await world.nobody.get<{ text: string }>('/ledger/checkpoints/latest.svg')
    assert.match(qr.headers.get('Content-Type') ?? '', /^image\/svg\+xml/)
    assert.match(qr.body.text, /^<svg/)
  })

  it('proves a transaction against a checkpoint, with nothing else needed', async () => {
    const site = { gln: '9506000100814', name: 'Depot' }
    await world.as('northLab').must('/sites', site)
    const { log } = world.server.ground.ledger
    const last = JSON.parse(Buffer.from(log.entry(log.size - 1)).toString()) as { tx: string; fn: string }
    assert.equal(last.fn, 'site:register')
    assertProblem(await world.as('northLab').get(`/ledger/proofs/${last.tx}`), 409, 'CONFLICT')
    await world.as('northLab').must('/ledger/checkpoints')

    const { body } = await world
      .as('northLab')
      .get<{ index: number; entry: string; path: string[]; checkpoint: Checkpoint }>(
        `/ledger/proofs/${last.tx}`,
      )
    const leaf = createHash('sha256').update(Uint8Array.of(0)).update(body.entry).digest()
    const path = body.path.map((hash) => Buffer.from(hash, 'base64'))
    const root = Buffer.from(body.checkpoint.root, 'base64')
    const claim = { index: body.index, size: body.checkpoint.size, root, proof: path }
    assert.ok(verifyInclusion(nodeHashing, { ...claim, leafHash: leaf }))
    const otherLeaf = createHash('sha256').update(Uint8Array.of(0)).update(`${body.entry} `).digest()
    assert.ok(!verifyInclusion(nodeHashing, { ...claim, leafHash: otherLeaf }))
  })

  it('refuses a transaction that is not there', async () => {
    assertProblem(await world.as('northLab').get(`/ledger/proofs/${'0'.repeat(64)}`), 404, 'NOT_FOUND')
    assertProblem(await world.as('northLab').get('/ledger/proofs/x'), 400, 'INPUT_INVALID')
  })
})
