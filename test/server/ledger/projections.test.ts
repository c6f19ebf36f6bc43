import assert from 'node:assert/strict'
import fc from 'fast-check'
import { packStates, type PackState } from '../../../chaincode/src/domain/ledgerApi.ts'
import { projectionDigest } from '../../../server/src/ledger/projections/projectionDigest.ts'
import {
  applyToProjections,
  CursorMoved,
  readProjectionCheckpoint,
  replaceProjections,
} from '../../../server/src/ledger/projections/projectionStore.ts'
import type { LedgerBlock, LedgerTransaction } from '../../../server/src/ledger/port.ts'
import type { Checkpoint } from '../../../server/src/ledger/replica/replicaStore.ts'
import type { Database } from '../../../server/src/platform/database/openDatabase.ts'
import { projections } from '../../../server/src/projections.ts'
import { freshDatabase } from '../database.ts'
import { blocksOf, transactionOf } from './blocksOf.ts'

const gtin = '09506000134352'
const lot = 'A/1'
const northLab = '9506000100008'
const at = 1_767_225_600_000

const amoxil500 = {
  ...{ v: 1, gtin, registrant: northLab, name: 'Amoxil "500" \\ {é}', form: 'capsule', strength: '500 mg' },
  ...{ packSize: 21, at },
}
const batch = {
  ...{ v: 1, gtin, lot, expiresOn: '2027-12-31', registrant: northLab, markets: ['DE', 'AT'] },
  ...{ storage: { minTenthsC: 20, maxTenthsC: 80 }, packs: [{ depth: 8, keyId: 'k', root: 'r' }], at },
}
const recall = { by: northLab, class: 1, reason: 'glass splinters', at: at + 5 }

function touched(pack: string, seq: number, state: PackState): LedgerTransaction {
  const touch = {
    org: 'PharmaciesMSP',
    tag: `tag-${String(seq)}`,
    move: 'supply',
    from: 'active',
    at: at + seq,
  }
  return transactionOf({ [`pack/${pack}`]: { v: 1, gtin, lot, state, seq, touch } })
}

async function applyAll(
  database: Database,
  runs: readonly (readonly LedgerBlock[])[],
): Promise<Checkpoint | null> {
  let checkpoint: Checkpoint | null = null
  for (const run of runs) checkpoint = await applyToProjections(database, projections, checkpoint, run)
  return checkpoint
}

describe('projections', function () {
  this.timeout(60_000)

  const history = blocksOf([
    [
      transactionOf({ [`product/${gtin}`]: amoxil500 }, { fn: 'product:register' }),
      transactionOf({ [`batch/${gtin}/${lot}`]: batch }, { fn: 'batch:register' }),
    ],
    [touched('p1', 1, 'supplied'), touched('p2', 1, 'locked')],
    [touched('p1', 2, 'active'), touched('p1', 3, 'supplied')],
    [transactionOf({ [`stop/${gtin}/${lot}`]: { v: 1, recalled: recall, withdrawn: null } })],
  ])

  it('show products and batches with what stops them, whatever characters they hold', async () => {
    const database = await freshDatabase()
    await applyAll(database, [history])
    const product = await database.prisma.ledgerProduct.findUniqueOrThrow({ where: { gtin } })
    assert.equal(product.name, amoxil500.name)
    assert.equal(product.at.getTime(), at)
    assert.equal(product.height, 0)
    const row = await database.prisma.ledgerBatch.findUniqueOrThrow({ where: { gtin_lot: { gtin, lot } } })
    assert.deepEqual(row.markets, ['DE', 'AT'])
    assert.deepEqual(row.storage, batch.storage)
    assert.deepEqual(row.packs, batch.packs)
    assert.deepEqual(row.recalled, recall)
    assert.equal(row.withdrawn, null)
    assert.equal(row.height, 3)
    assert.equal(row.txId, history[3]?.transactions[0]?.txId)
  })

  it('keep each pack, its history and the counts of its batch', async () => {
    const database = await freshDatabase()
    await applyAll(database, [history])
    const packs = await database.prisma.ledgerPack.findMany({ orderBy: { packId: 'asc' } })
    assert.deepEqual(
      packs.map(({ packId, state, seq }) => [packId, state, seq]),
      [
        ['p1', 'supplied', 3],
        ['p2', 'locked', 1],
      ],
    )
    const touches = await database.prisma.ledgerPackTouch.findMany({
      where: { packId: 'p1' },
      orderBy: { seq: 'asc' },
    })
    assert.deepEqual(
      touches.map(({ seq, state, tag, height }) => [seq, state, tag, height]),
      [
        [1, 'supplied', 'tag-1', 1],
        [2, 'active', 'tag-2', 2],
        [3, 'supplied', 'tag-3', 2],
      ],
    )
    const counts = await database.prisma.ledgerPackCount.findMany({ orderBy: { state: 'asc' } })
    assert.deepEqual(
      counts.map(({ state, count }) => [state, count]),
      [
        ['active', 0],
        ['locked', 1],
        ['supplied', 1],
      ],
    )
  })

  it('follow a proposal from its first vote to the deciding one', async () => {
    const database = await freshDatabase()
    const proposal = {
      gln: northLab,
      msp: 'ManufacturersMSP',
      roles: ['manufacturer'],
      proof: 'h',
      nonce: 'n',
    }
    const vote = (org: string, outcome: string, time: number) =>
      transactionOf(
        {
          [`vote/id1/${org}`]: { v: 1, approve: true, outcome, at: time },
          ...(outcome === 'admitted' && { [`participant/${northLab}`]: { v: 1, ...proposal, at: time } }),
        },
        { fn: 'participant:vote', input: JSON.stringify({ proposal, approve: true }) },
      )
    const founding = transactionOf({
      'organisation/RegulatorMSP': { v: 1, msp: 'RegulatorMSP', roles: ['regulator'] },
      'organisation/ManufacturersMSP': { v: 1, msp: 'ManufacturersMSP', roles: ['manufacturer'] },
      organisations: { v: 1, voters: ['RegulatorMSP'], hosted: { ManufacturersMSP: 0, RegulatorMSP: 1 } },
    })
    const blocks = blocksOf([
      [founding],
      [vote('PharmaciesMSP', 'open', at)],
      [vote('RegulatorMSP', 'admitted', at + 9)],
    ])
    await applyAll(database, [blocks.slice(0, 2)])
    const open = await database.prisma.ledgerProposal.findUniqueOrThrow({ where: { proposal: 'id1' } })
    assert.equal(open.outcome, 'open')
    assert.equal(open.decidedAt, null)
    await applyToProjections(
      database,
      projections,
      await readProjectionCheckpoint(database, projections),
      blocks.slice(2),
    )
    const decided = await database.prisma.ledgerProposal.findUniqueOrThrow({ where: { proposal: 'id1' } })
    assert.equal(decided.outcome, 'admitted')
    assert.equal(decided.openedAt.getTime(), at)
    assert.equal(decided.decidedAt?.getTime(), at + 9)
    assert.equal(await database.prisma.ledgerVote.count(), 2)
    assert.deepEqual(
      (await database.prisma.ledgerParticipant.findMany()).map(({ gln }) => gln),
      [northLab],
    )
    const organisations = await database.prisma.ledgerOrganisation.findMany({ orderBy: { msp: 'asc' } })
    assert.deepEqual(
      organisations.map(({ msp, votes, hosted, roles }) => [msp, votes, hosted, roles]),
      [
        ['ManufacturersMSP', false, 0, ['manufacturer']],
        ['RegulatorMSP', true, 1, ['regulator']],
      ],
    )
  })

  it('flag what arrived more than ten minutes after its own time, and only that', async () => {
    const database = await freshDatabase()
    const [block] = blocksOf([
      [transactionOf({ 'pack/x': null }), transactionOf({ 'pack/y': null }, { at: 1 })],
    ])
    assert(block)
    const [inTime, late] = block.transactions
    assert(inTime && late)
    const tenMinutes = 10 * 60_000
    const arrived = { ...block, at: inTime.at + tenMinutes }
    await applyAll(database, [[{ ...arrived, transactions: [inTime, { ...late, at: inTime.at - 1 }] }]])
    const flagged = await database.prisma.ledgerLateTransaction.findMany()
    assert.deepEqual(
      flagged.map(({ txId }) => txId),
      [late.txId],
    )
  })

  it('refuse to apply from elsewhere than where they stand, and change nothing', async () => {
    const database = await freshDatabase()
    const checkpoint = await applyAll(database, [history.slice(0, 2)])
    const before = await projectionDigest(database, projections)
    const again = applyToProjections(database, projections, null, history.slice(0, 2))
    await assert.rejects(again, CursorMoved)
    assert.deepEqual(await projectionDigest(database, projections), before)
    assert.deepEqual(await readProjectionCheckpoint(database, projections), checkpoint)
  })

  it('leave neither rows nor checkpoint of a run that fails half-way', async () => {
    const database = await freshDatabase()
    const checkpoint = await applyAll(database, [history.slice(0, 1)])
    const before = await projectionDigest(database, projections)
    const bad = transactionOf({ 'pack/p3': { v: 1, gtin, lot, state: null, seq: 1, touch: {} } })
    const [, second] = blocksOf([[], [touched('p1', 1, 'supplied'), bad]])
    assert(second)
    await assert.rejects(applyToProjections(database, projections, checkpoint, [second]), /null value/)
    assert.deepEqual(await projectionDigest(database, projections), before)
    assert.deepEqual(await readProjectionCheckpoint(database, projections), checkpoint)
  })

  it('made by another version are made anew from the first block', async () => {
    const database = await freshDatabase()
    await applyAll(database, [history])
    const before = await projectionDigest(database, projections)
    await database.prisma.ledgerCursor.updateMany({ data: { version: 0 } })
    await database.prisma.ledgerPack.updateMany({ data: { state: 'as an older version wrote it' } })
    assert.equal(await readProjectionCheckpoint(database, projections), null)
    await applyAll(database, [history.slice(0, 2), history.slice(2)])
    assert.deepEqual(await projectionDigest(database, projections), before)
  })

  it('come out equal however the blocks are cut into runs, and counts agree with the packs', async () => {
    const touches = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...packStates)), {
      minLength: 1,
      maxLength: 25,
    })
    const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 30, maxLength: 30 })
    const property = fc.asyncProperty(touches, cuts, cuts, async (moves, inBlock, inRun) => {
      const database = await freshDatabase()
      const seqs = new Map<number, number>()
      const transactions = moves.map(([pack, state]) => {
        const seq = (seqs.get(pack) ?? 0) + 1
        seqs.set(pack, seq)
        return touched(`p${String(pack)}`, seq, state)
      })
      const blocks = blocksOf(cut(transactions, inBlock))
      await applyAll(database, cut(blocks, inRun))
      const cutUp = await projectionDigest(database, projections)
      await replaceProjections(database, projections, inOneGo(blocks))
      assert.deepEqual(await projectionDigest(database, projections), cutUp)
      const { rows } = await database.pool.query(
        `SELECT FROM (SELECT gtin, lot, state, count(*)::int FROM ledger_packs GROUP BY 1, 2, 3) AS p
         FULL JOIN (SELECT * FROM ledger_pack_counts WHERE count <> 0) AS c USING (gtin, lot, state, count)
         WHERE p.gtin IS NULL OR c.gtin IS NULL`,
      )
      assert.equal(rows.length, 0)
      await database.close()
    })
    await fc.assert(property, { numRuns: 12 })
  }).timeout(60_000)
})

/** Cuts a list into pieces of these lengths, as far as it goes. */
function cut<T>(items: readonly T[], lengths: readonly number[]): T[][] {
  const pieces: T[][] = []
  for (let i = 0, n = 0; i < items.length; i += lengths[n++] ?? 1)
    pieces.push(items.slice(i, i + (lengths[n] ?? 1)))
  return pieces
}

async function* inOneGo(blocks: readonly LedgerBlock[]) {
  yield await Promise.resolve(blocks)
}
