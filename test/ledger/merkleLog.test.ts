import assert from 'node:assert/strict'
import fc from 'fast-check'
import { verifyConsistency, verifyInclusion } from '../../chaincode/src/domain/merkle.ts'
import { entryHashOf } from '../../server/src/ledger/log/logEntry.ts'
import { MerkleLog } from '../../server/src/ledger/log/merkleLog.ts'
import { nodeHashing } from '../../server/src/platform/hashing.ts'

const largest = 70_000

/** Leaves 0..largest-1, added in uneven groups; tiles as a store would keep them. */
function grow(until: number): { log: MerkleLog; tiles: Map<string, Uint8Array>; leaves: Uint8Array[] } {
  const tiles = new Map<string, Uint8Array>()
  const leaves = Array.from({ length: until }, (_, i) => entryHashOf(Buffer.from(`entry ${i}`)))
  let log = MerkleLog.empty((level, index) => tiles.get(`${level}/${index}`) ?? null)
  for (let from = 0, group = 1; from < until; from += group, group = (group % 300) + 1) {
    const grown = log.with(leaves.slice(from, from + group))
    for (const { level, index, bytes } of grown.tiles) tiles.set(`${level}/${index}`, bytes)
    log = grown.log
  }
  return { log, tiles, leaves }
}

describe("the log's tree", () => {
  const { log, tiles, leaves } = grow(largest)
  const size = fc.oneof(
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 65_000, max: largest }),
    fc.constantFrom(256, 65_536),
  )

  it('begins with the hash of nothing', () => {
    const root = Buffer.from(MerkleLog.empty(() => null).root()).toString('hex')
    assert.equal(root, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('proves every leaf in every size', () => {
    fc.assert(
      fc.property(size, fc.nat(), (ofSize, pick) => {
        const index = pick % ofSize
        const claim = { index, size: ofSize, leafHash: leaves[index] as Uint8Array, root: log.rootAt(ofSize) }
        assert.ok(verifyInclusion(nodeHashing, { ...claim, proof: log.inclusion(index, ofSize) }))
        assert.ok(
          !verifyInclusion(nodeHashing, {
            ...claim,
            index: (index + 1) % (ofSize + 1),
            proof: log.inclusion(index, ofSize),
          }) || ofSize === 1,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('proves that every size extends every smaller one', () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [size1, size2] = [Math.min(a, b), Math.max(a, b)]
        const claim = { size1, size2, root1: log.rootAt(size1), root2: log.rootAt(size2) }
        assert.ok(verifyConsistency(nodeHashing, { ...claim, proof: log.consistency(size1, size2) }))
      }),
      { numRuns: 60 },
    )
  })

  it('is the same after it was taken up again from its tiles', () => {
    const read = (level: number, index: number) => tiles.get(`${level}/${index}`) ?? null
    const resumed = MerkleLog.resume(read, largest, leaves.slice(largest - (largest % 256)))
    assert.deepEqual(Buffer.from(resumed.root()), Buffer.from(log.root()))
    const more = leaves.slice(0, 1000)
    assert.deepEqual(Buffer.from(resumed.with(more).log.root()), Buffer.from(log.with(more).log.root()))
    assert.deepEqual(Buffer.from(log.root()), Buffer.from(log.rootAt(largest)))
  })

  it('refuses what it does not hold', () => {
    for (const [index, ofSize] of [
      [-1, 5],
      [5, 5],
      [0, largest + 1],
      [0.5, 5],
      [0, 0],
    ] as const) {
      assert.throws(() => log.inclusion(index, ofSize), RangeError)
    }
    for (const [first, second] of [
      [0, 5],
      [6, 5],
      [1, largest + 1],
    ] as const) {
      assert.throws(() => log.consistency(first, second), RangeError)
    }
  })

  it('notices a tile that is gone', () => {
    const damaged = MerkleLog.resume(
      (level, index) => (index === 1 && level === 0 ? null : (tiles.get(`${level}/${index}`) ?? null)),
      largest,
      leaves.slice(largest - (largest % 256)),
    )
    assert.throws(() => damaged.inclusion(300, largest), /tile 0\/1/)
  })
})
