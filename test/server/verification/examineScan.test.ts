import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concat, toBase64url } from '../../../chaincode/src/domain/bytes.ts'
import { parseGtin, parseSerial } from '../../../chaincode/src/domain/gs1/keys.ts'
import { entryOf, keyIdOf, packIdOf } from '../../../chaincode/src/domain/names.ts'
import { buildPackTree, paddingFor } from '../../../chaincode/src/domain/packTree.ts'
import { LeafStore } from '../../../server/src/batches/leaves/leafStore.ts'
import { nodeHashing } from '../../../server/src/platform/hashing.ts'
import { examineScan, type ScanSources } from '../../../server/src/verification/examineScan.ts'
import { amoxil500, codeOf } from './pharmacyScene.ts'

const gtin = parseGtin(amoxil500)
const depth = 8
const now = Date.parse('2026-11-23T12:00:00Z')
const keyOf = (year: number) => new Uint8Array(32).fill(year % 100)

/** Padding that differs from tree to tree and is the same in every run. */
function paddingOf(name: string, count: number): Uint8Array {
  const values = Array.from({ length: paddingFor(count, depth) }, (_, i) =>
    createHash('sha256')
      .update(`${name} ${String(i)}`)
      .digest(),
  )
  return concat(...values)
}

describe('examining a scan against several years of a product', () => {
  let folder: string
  let leaves: LeafStore
  const records = new Map<string, unknown>()
  const secrets = new Map<string, Uint8Array>()
  let current = true
  const sources = (): ScanSources => ({
    state: {
      read: <T>(key: string) => (records.get(key) ?? null) as T | null,
      keys: (prefix) => [...records.keys()].filter((key) => key.startsWith(prefix)).sort(),
      height: 9,
      current,
    },
    packKeys: { read: (keyId) => secrets.get(keyId) ?? null },
    leaves,
    hashing: nodeHashing,
  })
  const verdictOf = (code: string) => examineScan(sources(), code, now, null).judgement.verdict

  function register(lot: string, year: number, serials: string[]): string {
    const key = keyOf(year)
    const entries = serials.map((text) =>
      entryOf(nodeHashing, packIdOf(nodeHashing, key, gtin, parseSerial(text))),
    )
    const tree = buildPackTree(nodeHashing, concat(...entries), depth, paddingOf(lot, serials.length))
    leaves.write(tree)
    const keyId = toBase64url(keyIdOf(nodeHashing, key))
    secrets.set(keyId, key)
    const root = toBase64url(tree.root)
    const packs = [{ depth, keyId, root }]
    records.set(`batch/${gtin}/${lot}`, { v: 1, gtin, lot, expiresOn: '2028-06-30', packs })
    return root
  }

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'veritrail-examine-'))
    leaves = new LeafStore(join(folder, 'leaves'), nodeHashing)
    records.set(`product/${gtin}`, { v: 1, gtin, name: 'Amoxil' })
    register('Y2025', 2025, ['OLDER'])
    register('Y2026', 2026, ['NEWER'])
  })
  after(() => {
    leaves.close()
    rmSync(folder, { recursive: true })
  })

  it('finds each pack under the key of its year, and in the other batch where the code names it', () => {
    assert.equal(verdictOf(codeOf({ lot: 'Y2025', serial: 'OLDER' })), 'genuine')
    assert.equal(verdictOf(codeOf({ lot: 'Y2026', serial: 'NEWER' })), 'genuine')
    assert.equal(verdictOf(codeOf({ lot: 'Y2026', serial: 'OLDER' })), 'batch-mismatch')
    assert.equal(verdictOf(codeOf({ lot: null, serial: 'OLDER' })), 'genuine')
    assert.equal(verdictOf(codeOf({ lot: 'Y2026', serial: 'NOSUCH' })), 'unknown-serial')
    assert.equal(verdictOf(codeOf({ lot: 'NOSUCH', serial: 'NOSUCH' })), 'unknown-batch')
  })

  it('is unavailable, never unknown, while the replica is behind', () => {
    current = false
    try {
      for (const gtinAsked of [amoxil500, '09506000134369']) {
        assert.equal(verdictOf(codeOf({ gtin: gtinAsked, lot: 'Y2025', serial: 'OLDER' })), 'unavailable')
      }
    } finally {
      current = true
    }
  })

  it('decides what it can without the key or the leaf file of another year, and nothing more', async () => {
    const root = register('LOST', 2026, ['SOMEWHERE'])
    await leaves.remove(root)
    // the pack is where the code says: what is missing does not decide
    assert.equal(verdictOf(codeOf({ lot: 'Y2025', serial: 'OLDER' })), 'genuine')
    // found in another batch: that decides as well
    assert.equal(verdictOf(codeOf({ lot: 'Y2026', serial: 'OLDER' })), 'batch-mismatch')
    // nowhere that can be searched: it may stand in what is missing
    assert.equal(verdictOf(codeOf({ lot: 'Y2026', serial: 'NOSUCH' })), 'unavailable')
    // the batch that the code names cannot be searched: no other decides for it
    assert.equal(verdictOf(codeOf({ lot: 'LOST', serial: 'OLDER' })), 'unavailable')
    records.delete(`batch/${gtin}/LOST`)
    const keyId = toBase64url(keyIdOf(nodeHashing, keyOf(2025)))
    secrets.delete(keyId)
    assert.equal(verdictOf(codeOf({ lot: 'Y2025', serial: 'OLDER' })), 'unavailable')
    assert.equal(verdictOf(codeOf({ lot: 'Y2026', serial: 'NEWER' })), 'genuine')
    secrets.set(keyId, keyOf(2025))
  })
})
