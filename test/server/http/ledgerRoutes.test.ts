import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyInclusion } from '../../../chaincode/src/domain/merkle.ts'
import { openCheckpoint } from '../../../server/src/ledger/log/checkpoint.ts'
import { parseVerifierKey } from '../../../server/src/ledger/log/signedNote.ts'
import { nodeHashing } from '../../../server/src/platform/hashing.ts'
import { encodeCursor } from '../../../server/src/platform/http/paging.ts'
import { assertProblem } from '../assertProblem.ts'
import { openWorld, type World } from '../world.ts'

interface Checkpoint {
  note: string
  origin: string
  size: number
  root: string
}
interface CheckpointPage {
  items: (Checkpoint & { signedAt: number })[]
  next: string | null
  verifierKey: string
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
      [body['kind'], body['operation'], body['height'], body['logSize']],
      [
        'embedded',
        'embedded, single operator',
        world.server.ground.replica.height,
        world.server.ground.ledger.log.size,
      ],
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
    const { body } = await world.nobody.get<CheckpointPage>('/ledger/checkpoints')
    const { signedAt = 0, ...newest } = body.items[0] ?? {}
    assert.deepEqual(newest, signed)
    assert.ok(Math.abs(world.clock.now() - signedAt) < 60_000)
    const opened = openCheckpoint(signed.note, parseVerifierKey(body.verifierKey))
    assert.deepEqual(opened && [opened.size, Buffer.from(opened.root).toString('base64')], [
      signed.size,
      signed.root,
    ])
    const qr = await world.nobody.get<{ text: string }>('/ledger/checkpoints/latest.svg')
    assert.match(qr.headers.get('Content-Type') ?? '', /^image\/svg\+xml/)
    assert.match(qr.body.text, /^<svg/)
  })

  it('lists the checkpoints that it signed in pages, newest first', async () => {
    const signed: Checkpoint[] = []
    for (const gln of ['9506000100821', '9506000100838', '9506000100845']) {
      await world.as('northLab').must('/sites', { gln, name: 'Depot' })
      signed.unshift(await world.as('northLab').must<Checkpoint>('/ledger/checkpoints'))
    }
    const { body } = await world.nobody.get<CheckpointPage>('/ledger/checkpoints?limit=200')
    assert.deepEqual(
      body.items.slice(0, 3).map(({ note }) => note),
      signed.map(({ note }) => note),
    )
    const paged: CheckpointPage['items'] = []
    for (let after: string | null = ''; after !== null;) {
      const query: string = after === '' ? '' : `&after=${after}`
      const page = await world.nobody.get<CheckpointPage>(`/ledger/checkpoints?limit=2${query}`)
      assert.ok(page.body.items.length <= 2)
      paged.push(...page.body.items)
      after = page.body.next
    }
    assert.deepEqual(paged, body.items)
    for (const after of ['x', encodeCursor(['../x', 1])])
      assertProblem(await world.nobody.get(`/ledger/checkpoints?after=${after}`), 400, 'CURSOR_INVALID')
  })

  it('passes over kept checkpoints that it did not sign as they are', async () => {
    const signed = await world.as('northLab').must<Checkpoint>('/ledger/checkpoints')
    const forged = signed.note.replace(/\n\d+\n/, '\n999999\n')
    const folder = join(world.dataDir, 'ledger', 'checkpoints')
    writeFileSync(
      join(folder, `${String(world.clock.now() + 1000).padStart(15, '0')}-000000999999.txt`),
      forged,
    )
    const { body } = await world.nobody.get<CheckpointPage>('/ledger/checkpoints?limit=1')
    assert.equal(body.items[0]?.note, signed.note)
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
