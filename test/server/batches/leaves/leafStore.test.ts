import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import {
  buildPackTree,
  depthFor,
  findEntry,
  paddingFor,
  provePackEntry,
} from '../../../../chaincode/src/domain/packTree.ts'
import { nodeHashing } from '../../../../server/src/platform/hashing.ts'
import { LeafStore } from '../../../../server/src/batches/leaves/leafStore.ts'

const width = 32

/** A tree of `count` entries that differ from test to test: the store must hold for any values. */
function growTree(count: number) {
  const depth = depthFor(count)
  const entries = randomBytes(count * width)
  const tree = buildPackTree(nodeHashing, entries, depth, randomBytes(paddingFor(count, depth) * width))
  const entry = (i: number) => entries.subarray(i * width, (i + 1) * width)
  return { tree, depth, count, entry, root: toBase64url(tree.root) }
}

describe('leaf store', () => {
  let folder: string
  let store: LeafStore
  const reopen = () => {
    store.close()
    store = new LeafStore(folder, nodeHashing)
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leaves-'))
    store = new LeafStore(folder, nodeHashing)
  })
  afterEach(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })

  it('finds every entry and no other value, in the process that wrote it and in the next', () => {
    const { root, depth, count, entry, tree } = growTree(5000)
    store.write(tree)
    for (const again of [false, true]) {
      if (again) reopen()
      for (let i = 0; i < count; i++) assert.equal(store.has(root, depth, entry(i)), true)
      for (let i = 0; i < count; i++) assert.equal(store.has(root, depth, randomBytes(width)), false)
    }
  })

  it('answers like the tree in memory for values beside the kept ones', () => {
    const { root, depth, count, entry, tree } = growTree(2000)
    store.write(tree)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: count - 1 }),
        fc.integer({ min: 0, max: width - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (index, at, byte) => {
          const value = Uint8Array.from(entry(index))
          value[at] = byte
          const proof = provePackEntry(tree, value)
          const known = findEntry(nodeHashing, tree.root, depth, value, proof) === 'present'
          assert.equal(store.has(root, depth, value), known)
          assert.deepEqual(store.prove(root, depth, value), Buffer.from(proof))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('answers null for a file that was never here', () => {
    const { root, depth, entry } = growTree(1)
    assert.equal(store.has(root, depth, entry(0)), null)
    assert.equal(store.prove(root, depth, entry(0)), null)
    assert.equal(store.state(root, depth), 'missing')
  })

  it('answers null once the file is deleted, while the process runs', async () => {
    const { root, depth, entry, tree } = growTree(100)
    store.write(tree)
    assert.equal(store.has(root, depth, entry(0)), true)
    rmSync(join(folder, `${root}.bin`))
    await nextTurn()
    assert.equal(store.has(root, depth, entry(0)), null)
    assert.equal(store.state(root, depth), 'missing')
  })

  it('answers null for any flipped bit, cut or addition, and recovers with the file', () => {
    const { root, depth, entry, tree } = growTree(300)
    store.write(tree)
    const path = join(folder, `${root}.bin`)
    const whole = readFileSync(path)
    const damage: (() => void)[] = [0, 1, 2, 3].map(() => () => {
      const copy = Buffer.from(whole)
      const at = Math.floor(Math.random() * copy.length)
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
      writeFileSync(path, copy)
    })
    damage.push(
      () => truncateSync(path, whole.length - width),
      () => truncateSync(path, 0),
      () => writeFileSync(path, Buffer.concat([whole, randomBytes(width)])),
      () => writeFileSync(path, growTree(300).tree.values),
    )
    for (const harm of damage) {
      harm()
      reopen()
      assert.equal(store.has(root, depth, entry(0)), null)
      assert.equal(store.prove(root, depth, entry(0)), null)
      assert.equal(store.state(root, depth), 'damaged')
      writeFileSync(path, whole)
      assert.equal(store.has(root, depth, entry(0)), true)
    }
  })

  it('notices damage while the process runs', async () => {
    const { root, depth, entry, tree } = growTree(300)
    store.write(tree)
    assert.equal(store.has(root, depth, entry(0)), true)
    const path = join(folder, `${root}.bin`)
    const copy = readFileSync(path)
    copy[5] = (copy[5] ?? 0) ^ 1
    writeFileSync(path, copy)
    await nextTurn()
    assert.equal(store.has(root, depth, entry(0)), null)
  })

  it('makes the nodes anew where they are missing or damaged', () => {
    const { root, depth, entry, tree } = growTree(300)
    store.write(tree)
    const path = join(folder, `${root}.nodes`)
    const expected = Buffer.from(provePackEntry(tree, entry(7)))
    for (const harm of [
      () => rmSync(path),
      () => truncateSync(path, 100),
      () => writeFileSync(path, randomBytes(tree.nodes.length)),
    ]) {
      harm()
      assert.deepEqual(store.prove(root, depth, entry(7)), expected)
    }
  })

  it('keeps answering for more files than it holds open', () => {
    const trees = Array.from({ length: 300 }, () => growTree(1))
    for (const { tree } of trees) store.write(tree)
    for (const { root, depth, entry } of [...trees, ...trees]) {
      assert.equal(store.has(root, depth, entry(0)), true)
    }
  })

  it('refuses a depth that is not the tree’s', () => {
    const { root, depth, entry, tree } = growTree(300)
    store.write(tree)
    reopen()
    assert.equal(store.has(root, depth + 1, entry(0)), null)
  })

  it('may be warmed up with whole, damaged and missing files alike', async () => {
    const [whole, damaged, missing] = [growTree(300), growTree(300), growTree(300)] as const
    store.write(whole.tree)
    store.write(damaged.tree)
    truncateSync(join(folder, `${damaged.root}.bin`), 64)
    reopen()
    await store.warm([whole, damaged, missing])
    const states = [whole, damaged, missing].map(({ root, depth }) => store.state(root, depth))
    assert.deepEqual(states, ['whole', 'damaged', 'missing'])
  })

  it('never takes a path for a root', () => {
    assert.throws(() => store.has('../../etc/passwd', 8, randomBytes(width)), /not a root/)
  })

  it('removes what a refused registration left, and leaves no temporary file behind', async () => {
    const { root, tree } = growTree(3)
    store.write(tree)
    await store.remove(root)
    assert.deepEqual(readdirSync(folder), [])
  })
})
