import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import fc from 'fast-check'
import { v7 } from 'uuid'
import {
  openEnvironment,
  u32Key,
  type Environment,
  type TableName,
} from '../../server/src/ledger/embedded/chain/environment.ts'
import { verifyLedger, type VerifyOptions } from '../../server/src/ledger/embedded/verify/verifyLedger.ts'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { founding, proposalOf } from '../chaincode/admitted.ts'
import * as given from '../domain/given.ts'
import { NoteContract } from './noteContract.ts'
import { newLedgerFolder, openNoteLedger, type LedgerFolder } from './openTestLedger.ts'
import { take } from './takeNotes.ts'

const rules = { contracts: [NoteContract], contract: '0#notes' }

/** A history with every kind of record in it: conflicts, deletions, a second life, private values, full log tiles. */
async function writeHistory(folder: LedgerFolder): Promise<string> {
  const ledger = await openNoteLedger(folder)
  await take(ledger, [{ do: 'put', key: 'reborn', value: 'first' }])
  await take(ledger, [{ do: 'delete', key: 'reborn' }])
  await take(ledger, [
    { do: 'put', key: 'reborn', value: 'second' },
    { do: 'put', key: 'buried', value: 'x' },
  ])
  await take(ledger, [{ do: 'delete', key: 'buried' }])
  await take(ledger, [
    { do: 'putPrivate', key: 'diary', value: 'Tuesday' },
    { do: 'putPrivate', key: 'burnt', value: 'x' },
  ])
  await take(ledger, [{ do: 'deletePrivate', key: 'burnt' }])
  await take(ledger, [{ do: 'putSecret', key: 'kept', field: 'page' }], {
    secret: { page: Buffer.from('secret') },
  })
  const contest = ['a', 'b', 'c'].map((value) =>
    take(ledger, [
      { do: 'get', key: 'hot' },
      { do: 'put', key: 'hot', value },
    ]),
  )
  await Promise.all(contest)
  await Promise.all(
    Array.from({ length: 270 }, (_, i) => take(ledger, [{ do: 'put', key: `many/${i}`, value: `${i}` }])),
  )
  const checkpoint = ledger.log.checkpoint()
  await ledger.close()
  return checkpoint
}

describe('verifying a ledger', () => {
  const original = newLedgerFolder()
  let checkpoint: string
  before(async () => {
    checkpoint = await writeHistory(original)
  })

  function copyOf(folder: LedgerFolder): LedgerFolder {
    const copy = newLedgerFolder()
    cpSync(folder.dir, copy.dir, { recursive: true })
    return { dir: copy.dir, keystore: folder.keystore }
  }

  async function changed(change: (environment: Environment) => Promise<void> | void): Promise<string> {
    const { dir } = copyOf(original)
    const environment = openEnvironment(dir)
    await change(environment)
    await environment.root.close()
    return dir
  }

  const verify = (dir: string, options: Partial<VerifyOptions> = {}) => verifyLedger({ dir, ...options })

  it('finds an honest one in order, and says that nothing outside confirms it', async () => {
    const progress: number[] = []
    const found = await verify(original.dir, { onProgress: ({ block }) => progress.push(block) })
    assert.deepEqual(found.fault, null)
    assert.equal(found.ok, true)
    assert.equal(found.transactions.valid, found.logSize)
    assert.ok(found.transactions.invalid >= 2)
    assert.deepEqual(
      progress,
      Array.from({ length: found.height }, (_, i) => i + 1),
    )
    assert.ok(
      found.statements.some((statement) => statement.startsWith('Nothing outside confirms this history')),
    )
  })

  it('ties it to a checkpoint kept outside', async () => {
    const found = await verify(original.dir, { checkpoint })
    assert.equal(found.ok, true)
    assert.ok(found.statements.some((statement) => statement.includes('are those of the checkpoint')))
  })

  it('runs the rules again, and counts what it had to skip', async () => {
    const found = await verify(original.dir, { rules })
    assert.deepEqual(found.fault, null)
    assert.equal(found.rules?.skipped.secret, 1)
    assert.equal(found.rules.skipped.invalid, found.transactions.invalid)
    assert.equal(found.rules.checked + 1, found.transactions.valid)
    const other = await verify(original.dir, { rules: { ...rules, contract: '1#others' } })
    assert.equal(other.rules?.skipped.otherContract, other.transactions.valid)
  })

  it('runs the real contracts again', async () => {
    const folder = newLedgerFolder()
    const ledger = await openEmbeddedLedger({ ...folder, clock: () => given.t0 })
    const options = (as: string) => ({ requestId: v7({ msecs: given.t0 }), as })
    const proposal = proposalOf(given.northLab, given.manufacturers, ['manufacturer'])
    await ledger.submit('organisation:init', founding, options(given.regulator))
    await ledger.submit('participant:vote', { proposal, approve: true }, options(given.regulator))
    const secret = { packKey: given.packKey }
    await ledger.submit(
      'packKey:deposit',
      { keyId: given.keyId },
      { ...options(given.manufacturers), secret },
    )
    await ledger.close()
    const found = await verify(folder.dir, { rules: true })
    assert.deepEqual(found.fault, null)
    assert.deepEqual(found.rules, { checked: 2, skipped: { otherContract: 0, secret: 1, invalid: 0 } })
  })

  it('finds rules that no longer lead to what was written', async () => {
    class Forgetful extends NoteContract {
      override async take(): Promise<string> {
        return JSON.stringify({ event: { type: 'notes.taken', seen: [] }, repeated: false })
      }
    }
    const found = await verify(original.dir, { rules: { ...rules, contracts: [Forgetful] } })
    assert.equal(found.fault?.block, 1)
  })

  it('finds any changed byte of any stored key or value', async () => {
    const places = await recordsOf(original.dir)
    assert.equal(
      new Set(places.map(({ table }) => table)).size,
      7,
      'every table but the index of ids holds something',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...new Set(places.map(({ table }) => table))),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        fc.integer({ min: 1, max: 255 }),
        async (table, pick, position, inKey, mask) => {
          const candidates = places.filter((place) => place.table === table)
          const { key, value } = candidates[pick % candidates.length] as (typeof places)[number]
          const dir = await changed(({ tables }) => {
            tables[table].removeSync(key)
            if (inKey) tables[table].putSync(flip(key, position, mask), value)
            else tables[table].putSync(key, flip(value, position, mask))
          })
          const found = await verify(dir)
          assert.equal(found.ok, false)
        },
      ),
      { numRuns: 60 },
    )
  }).timeout(120_000)

  it('names the block and the key', async () => {
    const dir = await changed(({ tables }) => {
      const key = Buffer.from('reborn')
      tables.state.putSync(key, flip(tables.state.get(key) as Buffer, 8, 1))
    })
    const { fault } = await verify(dir)
    assert.deepEqual([fault?.block, fault?.key], [3, 'reborn'])
  })

  it('finds a block that was dropped, and one that was put in', async () => {
    const dropped = await changed(({ tables }) => {
      tables.headers.removeSync(u32Key(4))
      tables.blocks.removeSync(u32Key(4))
    })
    assert.equal((await verify(dropped)).fault?.block, 4)
    const added = await changed(({ tables }) => {
      tables.blocks.putSync(u32Key(1000), tables.blocks.get(u32Key(4)) as Buffer)
    })
    assert.equal((await verify(added)).ok, false)
  })

  it('finds a tail that was cut off the blocks', async () => {
    const cut = await changed(({ tables }) => {
      const last = [...tables.headers.getKeys({ reverse: true, limit: 1 })][0] as Buffer
      tables.headers.removeSync(last)
      tables.blocks.removeSync(last)
    })
    assert.equal((await verify(cut)).ok, false)
  })

  it('needs a checkpoint to find an older copy put back, or a history signed anew', async () => {
    const folder = newLedgerFolder()
    const young = await openNoteLedger(folder)
    await take(young, [{ do: 'put', key: 'a', value: '1' }])
    await young.close()
    const older = copyOf(folder)
    const rewritten = copyOf(folder)

    const honest = await openNoteLedger(folder)
    await take(honest, [{ do: 'put', key: 'a', value: '2' }])
    const head = honest.log.checkpoint()
    await honest.close()
    const forger = await openNoteLedger(rewritten)
    await take(forger, [{ do: 'put', key: 'a', value: '3' }])
    await forger.close()

    for (const { dir } of [older, rewritten]) {
      assert.equal((await verify(dir)).ok, true)
      assert.equal((await verify(dir, { checkpoint: head })).ok, false)
    }
    assert.equal((await verify(folder.dir, { checkpoint: head })).ok, true)
  })

  it('refuses a checkpoint of another ledger, and one that somebody else signed', async () => {
    const other = newLedgerFolder()
    const foreign = await writeHistory(other)
    assert.match(
      (await verify(original.dir, { checkpoint: foreign })).fault?.reason ?? '',
      /the checkpoint is of/,
    )
    const forged = checkpoint.replace(
      / (\S)(\S+)\n$/,
      (_, first: string, rest: string) => ` ${first === 'A' ? 'B' : 'A'}${rest}\n`,
    )
    assert.match((await verify(original.dir, { checkpoint: forged })).fault?.reason ?? '', /not signed/)
  })

  it('says so where there is no ledger', async () => {
    await assert.rejects(verify(newLedgerFolder().dir), /there is no ledger/)
  })
})

interface StoredRecord {
  table: TableName
  key: Buffer
  value: Buffer
}

async function recordsOf(dir: string): Promise<StoredRecord[]> {
  const { root, tables } = openEnvironment(dir)
  const records = Object.entries(tables).flatMap(([table, rows]) =>
    [...rows.getRange()].map(({ key, value }) => ({
      table: table as TableName,
      key: Buffer.from(key),
      value: Buffer.from(value),
    })),
  )
  await root.close()
  return records
}

function flip(bytes: Buffer, position: number, mask: number): Buffer {
  const copy = Buffer.from(bytes)
  const at = position % copy.length
  copy[at] = (copy[at] ?? 0) ^ mask
  return copy
}
