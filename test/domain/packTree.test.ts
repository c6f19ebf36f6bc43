import assert from 'node:assert/strict'
import fc from 'fast-check'
import { concat, toBase64url, utf8 } from '../../chaincode/src/domain/bytes.ts'
import type { Gtin, Serial } from '../../chaincode/src/domain/gs1/keys.ts'
import { entryOf, packIdOf } from '../../chaincode/src/domain/names.ts'
import * as packTree from '../../chaincode/src/domain/packTree.ts'
import { nodeHashing as h } from '../../server/src/platform/hashing.ts'

const { buildPackTree, depthFor, findEntry, packTreeOf, paddingFor, provePackEntry } = packTree
const numbered = (name: string, count: number) =>
  concat(...Array.from({ length: count }, (_, i) => h.sha256(utf8(`${name}${i}`))))

describe('pack tree: the published test vector', () => {
  const packKey = Uint8Array.from({ length: 32 }, (_, i) => i)
  const entries = ['ABC123', 'ABC124', 'ABC125'].map((serial) =>
    entryOf(h, packIdOf(h, packKey, '09506000134352' as Gtin, serial as Serial)),
  )
  const tree = buildPackTree(h, concat(...entries), 2, numbered('pad', 13))

  it('has the published root', () => {
    assert.equal(toBase64url(tree.root), 'fR54ourIiQ73qjChucG7U3I4gkb2GNrKxd5iQPnaFh0')
  })
  it('has buckets of 4, 4, 2 and 6', () => assert.deepEqual([...tree.starts], [0, 4, 8, 10, 16]))
  it('proves each pack present and an unknown one absent', () => {
    for (const entry of entries) {
      assert.equal(findEntry(h, tree.root, 2, entry, provePackEntry(tree, entry)), 'present')
    }
    const unknown = h.sha256(utf8('unknown'))
    assert.equal(findEntry(h, tree.root, 2, unknown, provePackEntry(tree, unknown)), 'absent')
  })
})

describe('depthFor', () => {
  const rows = [
    [1, 8],
    [1024, 8],
    [1025, 9],
    [100_000, 15],
    [2 ** 17, 15],
    [2 ** 17 + 1, 16],
    [1_000_000, 18],
  ] as const
  for (const [count, depth] of rows) {
    it(`${count} packs -> depth ${depth}`, () => {
      assert.equal(depthFor(count), depth)
      assert.ok(paddingFor(count, depth) >= 0)
    })
  }
  for (const count of [0, -1, 1.5, 2 ** 26 + 1]) {
    it(`refuses ${count}`, () => assert.throws(() => depthFor(count), RangeError))
  }
})

describe('pack tree: what nobody can do', () => {
  const depth = 4
  const entryBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const cases = fc.record({
    seed: fc.nat(),
    count: fc.integer({ min: 1, max: 64 }),
    asked: entryBytes,
    pick: fc.nat(63),
    bit: fc.nat(),
  })
  const treeOf = (seed: number, count: number) =>
    buildPackTree(h, numbered(`e${seed}.`, count), depth, numbered(`p${seed}.`, paddingFor(count, depth)))

  it('prove a value both present and absent: every proof that holds gives one answer', () => {
    fc.assert(
      fc.property(cases, ({ seed, count, asked, pick }) => {
        const tree = treeOf(seed, count)
        const member = h.sha256(utf8(`e${seed}.${pick % count}`))
        for (const [entry, truth] of [
          [member, 'present'],
          [asked, 'absent'],
        ] as const) {
          const answers = new Set<string>()
          for (let leaf = 0; leaf < 2 ** depth; leaf++) {
            const elsewhere = Uint8Array.from(entry)
            elsewhere[0] = (leaf << 4) | ((entry[0] ?? 0) & 15)
            answers.add(findEntry(h, tree.root, depth, entry, provePackEntry(tree, elsewhere)))
          }
          answers.delete('invalid')
          assert.deepEqual([...answers], [truth])
        }
      }),
      { numRuns: 50 },
    )
  })

  it('flip any bit of a proof: it becomes invalid', () => {
    fc.assert(
      fc.property(cases, ({ seed, count, asked, bit }) => {
        const tree = treeOf(seed, count)
        const proof = provePackEntry(tree, asked)
        const at = bit % (proof.length * 8)
        proof[at >> 3] = (proof[at >> 3] ?? 0) ^ (1 << (at & 7))
        assert.equal(findEntry(h, tree.root, depth, asked, proof), 'invalid')
      }),
    )
  })

  it('shorten or lengthen a proof, or use it under another root or depth', () => {
    const tree = treeOf(1, 10)
    const entry = h.sha256(utf8('e1.3'))
    const proof = provePackEntry(tree, entry)
    const answers = [
      findEntry(h, tree.root, depth, entry, proof.subarray(0, -1)),
      findEntry(h, tree.root, depth, entry, concat(proof, Uint8Array.of(0))),
      findEntry(h, tree.root, depth, entry, new Uint8Array()),
      findEntry(h, treeOf(2, 10).root, depth, entry, proof),
      findEntry(h, tree.root, depth + 1, entry, proof),
      findEntry(h, tree.root, depth, entry.subarray(1), proof),
    ]
    assert.deepEqual(answers, Array(6).fill('invalid'))
  })
})

describe('leaf file', () => {
  const tree = buildPackTree(h, numbered('e', 1000), 8, numbered('p', 24))

  it('is sorted and rebuilds to its root', () => {
    const rebuilt = packTreeOf(h, tree.values)
    assert.deepEqual(rebuilt.root, tree.root)
    assert.deepEqual(rebuilt.nodes, tree.nodes)
  })

  it('does not depend on the order of the entries', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => h.sha256(utf8(`e${999 - i}`)))
    assert.deepEqual(buildPackTree(h, concat(...entries), 8, numbered('p', 24)).root, tree.root)
  })

  const broken: [string, () => Uint8Array][] = [
    ['cut off', () => tree.values.slice(0, -32)],
    ['empty', () => new Uint8Array()],
    ['unsorted', () => concat(tree.values.subarray(32), tree.values.subarray(0, 32))],
    ['with a value twice', () => concat(tree.values.subarray(0, 32), tree.values.subarray(0, -32))],
  ]
  for (const [what, file] of broken) {
    it(`${what} is refused`, () => assert.throws(() => packTreeOf(h, file()), RangeError))
  }

  it('with one bit changed is unsorted or has another root', () => {
    const changed = tree.values.slice()
    changed[31] = (changed[31] ?? 0) ^ 1
    assert.notDeepEqual(packTreeOf(h, changed).root, tree.root)
  })
})

describe('building refuses', () => {
  it('another number of values', () => {
    assert.throws(() => buildPackTree(h, numbered('e', 10), 4, numbered('p', 10)), RangeError)
  })
  it('an entry that stands twice', () => {
    const twice = concat(numbered('e', 8), numbered('e', 8))
    assert.throws(() => buildPackTree(h, twice, 2, new Uint8Array()), /twice/)
  })
  it('a bucket of more than 64', () => {
    const crowded = Uint8Array.from({ length: 128 * 32 }, (_, i) => (i % 32 === 31 ? Math.floor(i / 32) : 0))
    assert.throws(() => buildPackTree(h, crowded, 5, new Uint8Array()), /bucket/)
  })
})
