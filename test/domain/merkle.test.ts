import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { verifyConsistency, verifyInclusion } from '../../chaincode/src/domain/merkle.ts'
import { leafHashOf, nodeHashOf } from '../../chaincode/src/domain/names.ts'
import { nodeHashing as h } from '../../server/src/platform/hashing.ts'

interface Row {
  kind: 'inclusion' | 'consistency'
  desc: string
  wantErr: boolean
  proof: string[]
  [field: string]: unknown
}
const file = new URL('../data/merkle/rfc6962.json', import.meta.url)
const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[]
const base64 = (text: unknown) => new Uint8Array(Buffer.from(String(text), 'base64'))

function judge(row: Row): boolean {
  const proof = row.proof.map(base64)
  if (row.kind === 'inclusion') {
    const [index, size] = [Number(row.leafIdx), Number(row.treeSize)]
    return verifyInclusion(h, { index, size, leafHash: base64(row.leafHash), root: base64(row.root), proof })
  }
  const [size1, size2] = [Number(row.size1), Number(row.size2)]
  return verifyConsistency(h, { size1, size2, root1: base64(row.root1), root2: base64(row.root2), proof })
}

describe('RFC 6962 proofs of transparency-dev/merkle', () => {
  it('are all there', () => assert.equal(rows.length, 25))
  for (const [i, row] of rows.entries()) {
    it(`${i} ${row.kind}: ${row.desc} -> ${row.wantErr ? 'refused' : 'accepted'}`, () => {
      assert.equal(judge(row), !row.wantErr)
    })
  }
})

// RFC 6962 section 2.1 as it is written there: slow, recursive, and nothing in common with the code under test.
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1)
function rootOf(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leafHashOf(h, leaves[0] ?? new Uint8Array())
  const k = split(leaves.length)
  return nodeHashOf(h, rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}
function pathOf(m: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  if (m < k) return [...pathOf(m, leaves.slice(0, k)), rootOf(leaves.slice(k))]
  return [...pathOf(m - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}
function consistencyOf(m: number, leaves: Uint8Array[], whole = true): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)]
  const k = split(leaves.length)
  if (m <= k) return [...consistencyOf(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
  return [...consistencyOf(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))]
}

const trees = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })))
const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => Uint8Array.of(i))

/** One bit of one hash, wherever the chooser points. */
function flipBit(hashes: Uint8Array[], at: number): Uint8Array[] {
  const flipped = hashes.map((hash) => hash.slice())
  const hash = flipped[(at >> 8) % flipped.length]
  if (hash) hash[(at >> 3) % 32] = (hash[(at >> 3) % 32] ?? 0) ^ (1 << (at & 7))
  return flipped
}

describe('proofs made by the definition', () => {
  it('of inclusion hold at their index and no other', () => {
    fc.assert(
      fc.property(trees, ([size, index]) => {
        const leaves = leavesOf(size)
        const claim = { size, root: rootOf(leaves), proof: pathOf(index, leaves) }
        const leafHash = leafHashOf(h, Uint8Array.of(index))
        for (let at = 0; at < size; at++) {
          assert.equal(verifyInclusion(h, { ...claim, index: at, leafHash }), at === index)
        }
      }),
    )
  })

  it('of consistency hold, and with any bit flipped do not', () => {
    fc.assert(
      fc.property(trees, fc.nat(2 ** 20), ([size2, before], bit) => {
        const leaves = leavesOf(size2)
        const size1 = before + 1
        const proof = consistencyOf(size1, leaves)
        const claim = { size1, size2, root1: rootOf(leaves.slice(0, size1)), root2: rootOf(leaves), proof }
        assert.equal(verifyConsistency(h, claim), true)
        if (proof.length > 0)
          assert.equal(verifyConsistency(h, { ...claim, proof: flipBit(proof, bit) }), false)
      }),
    )
  })
})
