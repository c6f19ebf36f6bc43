import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEnvironment } from '../../server/src/ledger/embedded/chain/environment.ts'
import { RecentIds } from '../../server/src/ledger/embedded/chain/recentIds.ts'
import { StateStore } from '../../server/src/ledger/embedded/chain/stateStore.ts'
import {
  decodeTransaction,
  encodeTransaction,
  versionAt,
  type TransactionContent,
  type Version,
} from '../../server/src/ledger/embedded/chain/transaction.ts'
import { TransactionIndex } from '../../server/src/ledger/embedded/chain/transactionIndex.ts'
import { validate } from '../../server/src/ledger/embedded/chain/validate.ts'
import { sha256, sha256Text } from '../../server/src/platform/hashing.ts'

const dir = mkdtempSync(join(tmpdir(), 'veritrail-validate-'))
const environment = openEnvironment(dir, { scratch: true })
after(async () => {
  await environment.root.close()
  rmSync(dir, { recursive: true, force: true })
})

const idOf = (name: string) => sha256Text(name, 'hex')

function transaction(
  reads: Record<string, Version | null>,
  writes: Record<string, string | null>,
): TransactionContent {
  return {
    ...{
      channel: 'test',
      certificate: sha256(Buffer.from('c')),
      nonce: Buffer.alloc(24),
      at: 1,
      contract: '0#0',
    },
    ...{ fn: 'note:take', requestId: 'r', input: '{}', hashedReads: [], hashedWrites: [], event: null },
    reads: Object.entries(reads).map(([key, version]) => ({ key, version })),
    writes: Object.entries(writes).map(([key, value]) => ({
      key,
      value: value === null ? null : Buffer.from(value),
    })),
  }
}

describe('validating a block', () => {
  const store = new StateStore(environment)
  environment.root.transactionSync(() => {
    store.write(new Map([['old', { version: versionAt(3, 1), value: Buffer.from('x'), buried: false }]]))
    store.write(new Map([['dead', { version: versionAt(4, 0), value: null, buried: false }]]))
  })
  const codesOf = (
    contents: TransactionContent[],
    known: string[] = [],
    ids = contents.map((_, i) => idOf(`${i}`)),
  ) =>
    validate(
      9,
      contents.map((content, i) => ({ txId: ids[i] ?? '', content, readAtHeight: null })),
      store,
      (txId) => known.includes(txId),
    )

  const rows: [string, TransactionContent[], number[]][] = [
    ['a read at the version that holds', [transaction({ old: versionAt(3, 1) }, {})], [0]],
    ['a read at an older version', [transaction({ old: versionAt(2, 0) }, {})], [11]],
    ['a read of an absent key that is there now', [transaction({ old: null }, {})], [11]],
    ['a read of a key that is gone now', [transaction({ gone: versionAt(1, 0) }, {})], [11]],
    ['a deleted key reads as absent', [transaction({ dead: null }, {})], [0]],
    [
      'an earlier valid transaction wrote it',
      [transaction({}, { old: 'y' }), transaction({ old: versionAt(3, 1) }, {})],
      [0, 11],
    ],
    [
      'an earlier invalid one does not count',
      [transaction({ old: 0 }, { old: 'y' }), transaction({ old: versionAt(3, 1) }, {})],
      [11, 0],
    ],
    ['blind writes never conflict', [transaction({}, { old: 'y' }), transaction({}, { old: null })], [0, 0]],
  ]
  for (const [name, contents, codes] of rows) {
    it(name, () => assert.deepEqual(codesOf(contents).codes, codes))
  }

  it('refuses an id twice, in a block and after it', () => {
    const content = transaction({}, { a: 'b' })
    assert.deepEqual(codesOf([content, content], [], [idOf('x'), idOf('x')]).codes, [0, 9])
    assert.deepEqual(codesOf([content], [idOf('x')], [idOf('x')]).codes, [9])
  })

  it('points back to where each key was written before', () => {
    const { previous } = codesOf([
      transaction({}, { dead: '1', new: '1', old: '1' }),
      transaction({}, { old: null }),
    ])
    assert.deepEqual(previous, [[versionAt(4, 0), null, versionAt(3, 1)], [versionAt(9, 0)]])
  })
})

describe('transaction ids', () => {
  it('are found in runs and in memory, and again after a restart', () => {
    const index = new TransactionIndex(environment, 10)
    const ids = Array.from({ length: 25 }, (_, i) => ({
      txId: idOf(`id ${i}`),
      version: versionAt(i, i % 3),
    }))
    for (const [height, id] of ids.entries()) {
      environment.root.transactionSync(() => index.write(height, [id]))
      index.add([id])
    }
    for (const { txId, version } of ids) assert.deepEqual(index.candidates(txId), [version])
    assert.deepEqual(index.candidates(idOf('unknown')), [])
    const again = new TransactionIndex(environment, 10)
    assert.equal(again.firstUnwritten(), 20)
    again.add(ids.slice(20))
    for (const { txId, version } of ids) assert.deepEqual(again.candidates(txId), [version])
  })

  it('are remembered for the window at least, and forgotten after two', () => {
    const recent = new RecentIds(1000)
    recent.add([idOf('a')], 0)
    recent.add([idOf('b')], 1000)
    recent.add([idOf('c')], 1001)
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((name) => recent.mayHave(idOf(name))),
      [true, true, true, false],
    )
    recent.add([], 2002)
    assert.deepEqual(
      ['a', 'b', 'c'].map((name) => recent.mayHave(idOf(name))),
      [false, false, true],
    )
  })
})

describe('a signed transaction', () => {
  it('reads back as it was written, its event inside a value or beside it', () => {
    for (const payload of ['inside', 'beside', '']) {
      const content: TransactionContent = {
        ...transaction(
          { read: versionAt(1, 2), written: null },
          { deleted: null, written: '{"event":"inside"}' },
        ),
        hashedReads: [{ collection: 'care', keyHash: sha256(Buffer.from('k')), version: null }],
        hashedWrites: [
          { collection: 'care', keyHash: sha256(Buffer.from('k')), valueHash: sha256(Buffer.from('v')) },
        ],
        event: { name: 'told', payload: Buffer.from(payload) },
      }
      const bytes = encodeTransaction(content)
      const again = decodeTransaction(bytes)
      assert.deepEqual(plain(again), plain(content))
      assert.deepEqual(encodeTransaction(again), bytes)
      assert.throws(() => decodeTransaction(bytes.subarray(0, -1)), RangeError)
      assert.throws(() => decodeTransaction(Buffer.concat([bytes, Buffer.of(0)])), RangeError)
    }
  })
})

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, item: unknown) => item))
}
