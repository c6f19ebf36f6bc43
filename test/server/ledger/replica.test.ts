import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { validationCodes } from '../../../server/src/ledger/port.ts'
import { blocksOf, transactionOf } from './blocksOf.ts'

/** A log whose lines the test can read. */
function logInto(lines: { msg: string; reason?: string }[]) {
  return pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) })
}

describe('replica', function () {
  // A process of its own checks each replica that is opened again; on a busy machine that takes its time.
  this.timeout(60_000)

  let folder: string
  let lines: { msg: string; reason?: string }[]
  const open = () => openReplica(join(folder, 'replica'), logInto(lines))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replica-'))
    lines = []
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  const pack = (state: string) => ({ v: 1, state })
  const threeBlocks = blocksOf([
    [
      transactionOf({
        'pack/a': pack('supplied'),
        'pack/b': pack('locked'),
        'product/1': { v: 1, name: 'Amoxicillin é' },
      }),
    ],
    [transactionOf({ 'pack/a': pack('active') })],
    [transactionOf({ 'pack/b': null })],
  ])

  it('answers with the last write, null where there is none or it was deleted', async () => {
    const replica = await open()
    replica.apply(threeBlocks)
    assert.deepEqual(replica.read('pack/a'), pack('active'))
    assert.deepEqual(replica.read('product/1'), { v: 1, name: 'Amoxicillin é' })
    assert.equal(replica.read('pack/b'), null)
    assert.equal(replica.read('pack/c'), null)
    assert.equal(replica.height, 3)
    await replica.close()
  })

  it('forgets a parsed record when a block changes it', async () => {
    const replica = await open()
    replica.apply(threeBlocks.slice(0, 1))
    assert.deepEqual(replica.read('pack/a'), pack('supplied'))
    assert.deepEqual(replica.read('pack/b'), pack('locked'))
    replica.apply(threeBlocks.slice(1))
    assert.deepEqual(replica.read('pack/a'), pack('active'))
    assert.equal(replica.read('pack/b'), null)
    await replica.close()
  })

  it('finds what a block wrote where there was nothing, and nothing where it was deleted', async () => {
    const replica = await open()
    assert.equal(replica.read('pack/a'), null)
    replica.apply(threeBlocks.slice(0, 1))
    assert.deepEqual(replica.read('pack/a'), pack('supplied'))
    assert.deepEqual(replica.read('pack/b'), pack('locked'))
    replica.apply(threeBlocks.slice(1))
    assert.equal(replica.read('pack/b'), null)
    await replica.startOver()
    assert.equal(replica.read('pack/a'), null)
    replica.apply(threeBlocks)
    assert.deepEqual(replica.read('pack/a'), pack('active'))
    await replica.close()
  })

  it('gives records that no reader can change for the others', async () => {
    const replica = await open()
    replica.apply(threeBlocks)
    const record = replica.read<{ state: string }>('pack/a')
    assert.throws(() => {
      if (record !== null) record.state = 'supplied'
    }, TypeError)
    await replica.close()
  })

  it('lists the keys of a prefix and no others, in byte order', async () => {
    const replica = await open()
    replica.apply(threeBlocks)
    assert.deepEqual([...replica.keys('pack/')], ['pack/a'])
    assert.deepEqual([...replica.keys('')], ['pack/a', 'product/1'])
    await replica.close()
  })

  it('leaves out what invalid transactions wanted to write', async () => {
    const replica = await open()
    const conflict = transactionOf({ 'pack/a': pack('supplied') }, { code: validationCodes.mvccReadConflict })
    replica.apply(blocksOf([[conflict]]))
    assert.equal(replica.read('pack/a'), null)
    assert.equal(replica.height, 1)
    await replica.close()
  })

  it('keeps private values apart from the state, and drops them when they are deleted', async () => {
    const replica = await open()
    const write = (value: string | null) => ({
      collection: 'packKeys',
      keyHash: createHash('sha256').update('k1').digest(),
      valueHash: value === null ? null : Buffer.alloc(32),
      // A ledger that deleted a key knows its hash only.
      key: value === null ? null : 'k1',
      value: value === null ? null : Buffer.from(value),
    })
    const hidden = { ...write('{}'), keyHash: Buffer.alloc(32), key: null, value: null }
    const [first, second] = blocksOf([
      [transactionOf({}, { privateWrites: [write('{"v":1,"key":"AA"}'), hidden] })],
      [transactionOf({}, { privateWrites: [write(null)] })],
    ])
    assert(first && second)
    replica.apply([first])
    assert.deepEqual(replica.readPrivate('packKeys', 'k1'), { v: 1, key: 'AA' })
    assert.equal(replica.read('packKeys/k1'), null)
    replica.apply([second])
    assert.equal(replica.readPrivate('packKeys', 'k1'), null)
    await replica.close()
  })

  it('takes a private value that comes after its block, and no other', async () => {
    const hashOf = (text: string) => createHash('sha256').update(text).digest()
    const awaited = (value: string) => ({
      ...{ collection: 'packKeys', keyHash: hashOf('k1'), valueHash: hashOf(value) },
      ...{ key: null, value: null, awaited: true as const },
    })
    const came = { ...awaited('{"v":1}'), key: 'k1', value: Buffer.from('{"v":1}') }
    const { awaited: _, ...held } = came
    let replica = await open()
    replica.apply(
      blocksOf([
        [transactionOf({}, { privateWrites: [held] })],
        [transactionOf({}, { privateWrites: [awaited('{"v":2}')] })],
      ]),
    )
    assert.equal(replica.readPrivate('packKeys', 'k1'), null, 'what is known to be old is not shown')
    await replica.close()
    replica = await open()
    const [place] = replica.awaited()
    assert.ok(place)
    assert.deepEqual([place.height, place.index, place.collection], [1, 0, 'packKeys'])
    assert.equal(replica.putAwaited(place, Buffer.from('{"v":3}')), false)
    assert.equal(replica.readPrivate('packKeys', 'k1'), null)
    assert.equal(replica.putAwaited(place, Buffer.from('{"v":2}')), true)
    assert.deepEqual(replica.readPrivate('packKeys', 'k1'), { v: 2 })
    assert.deepEqual(replica.awaited(), [])
    assert.equal(replica.putAwaited(place, Buffer.from('{"v":2}')), false, 'nobody waits for it any more')
    await replica.close()
    replica = await open()
    assert.deepEqual(
      replica.readPrivate('packKeys', 'k1'),
      { v: 2 },
      'and the check of a reopened replica passes',
    )
    assert.deepEqual(lines, [])
    await replica.close()
  })

  it('tells those who wait for a height, and only them', async () => {
    const replica = await open()
    const heights: number[] = []
    const waits = [2, 1, 3].map((height) => replica.reached(height).then(() => heights.push(height)))
    replica.apply(threeBlocks.slice(0, 2))
    await Promise.all(waits.slice(0, 2))
    assert.deepEqual(heights.sort(), [1, 2])
    replica.apply(threeBlocks.slice(2))
    await Promise.all(waits)
    assert.deepEqual(heights.sort(), [1, 2, 3])
    await replica.close()
  })

  it('refuses a block that does not follow, and is as it was', async () => {
    const replica = await open()
    const [first, , third] = threeBlocks
    assert(first && third)
    assert.throws(() => {
      replica.apply([first, third])
    }, /does not follow/)
    assert.equal(replica.height, 0)
    assert.equal(replica.checkpoint, null)
    assert.equal(replica.read('pack/a'), null)
    replica.apply(threeBlocks)
    assert.equal(replica.height, 3)
    await replica.close()
  })

  it('finds its records and its checkpoint again', async () => {
    const first = await open()
    first.apply(threeBlocks)
    const { checkpoint } = first
    await first.close()
    const again = await open()
    assert.deepEqual(again.checkpoint, checkpoint)
    assert.equal(checkpoint?.last, Buffer.from(threeBlocks[2]?.hash ?? '').toString('base64url'))
    assert.deepEqual(again.read('pack/a'), pack('active'))
    assert.deepEqual(lines, [])
    await again.close()
  })

  it('is empty after starting over, and can follow again', async () => {
    const replica = await open()
    replica.apply(threeBlocks)
    await replica.startOver()
    assert.equal(replica.height, 0)
    assert.equal(replica.read('pack/a'), null)
    replica.apply(threeBlocks)
    assert.deepEqual(replica.read('pack/a'), pack('active'))
    await replica.close()
  })

  describe('throws itself away and says so', () => {
    async function written(): Promise<string> {
      const replica = await open()
      const many = Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [`pack/${String(i)}`, pack('supplied')]),
      )
      replica.apply(blocksOf([[transactionOf(many)]]))
      await replica.close()
      return join(folder, 'replica')
    }
    async function assertThrownAway(reason: RegExp): Promise<void> {
      const replica = await open()
      assert.equal(replica.height, 0)
      assert.equal(replica.read('pack/7'), null)
      assert.equal(lines.length, 1)
      assert.equal(lines[0]?.msg, 'replica.thrownAway')
      assert.match(lines[0].reason ?? '', reason)
      await replica.close()
    }

    it('when a byte of a record changed', async () => {
      const data = join(await written(), 'data.mdb')
      const bytes = readFileSync(data)
      const at = bytes.indexOf('supplied')
      assert(at > 0)
      // Older copies of a page lie about in the file: change the record in every one of them.
      for (let i = at; i >= 0; i = bytes.indexOf('supplied', i + 1)) bytes.write('Supplied', i)
      writeFileSync(data, bytes)
      await assertThrownAway(/a record is not as it was written/)
    })

    it('when a page is lost', async () => {
      const data = join(await written(), 'data.mdb')
      const bytes = readFileSync(data)
      const page = 4096
      const holding = Math.floor(bytes.lastIndexOf('supplied') / page) * page
      writeFileSync(data, bytes.fill(0, holding, holding + page))
      await assertThrownAway(/damaged/)
    })

    it('when its file is not a replica at all', async () => {
      const data = join(await written(), 'data.mdb')
      writeFileSync(data, Buffer.alloc(readFileSync(data).length, 0xa5))
      await assertThrownAway(/cannot be read/)
    })

    it('when the machine stopped while it was open', async () => {
      const state = join(await written(), 'state.json')
      assert.deepEqual(JSON.parse(readFileSync(state, 'utf8')), { format: 2, boot: null })
      writeFileSync(state, JSON.stringify({ format: 2, boot: 'an earlier boot' }))
      await assertThrownAway(/the machine stopped/)
    })

    it('when another version wrote it', async () => {
      writeFileSync(join(await written(), 'state.json'), JSON.stringify({ format: 0, boot: null }))
      await assertThrownAway(/another version/)
    })

    it('when nothing says who wrote it', async () => {
      const state = join(await written(), 'state.json')
      rmSync(state)
      assert(!existsSync(state))
      await assertThrownAway(/who wrote it/)
    })
  })
})
