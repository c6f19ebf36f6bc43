import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Journal } from '../../../server/src/audit/journal.ts'
import { listSegments, nextSegmentName, segmentPath } from '../../../server/src/audit/segments.ts'
import { readJournal } from './readJournal.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('audit journal', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'veritrail-journal-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('keeps what was appended, in order, over a restart', async () => {
    const journal = new Journal({ folder })
    await Promise.all(['one', 'two', 'three'].map((text) => journal.append(bytes(text))))
    await journal.append(bytes('four'))
    await journal.close()

    const reopened = new Journal({ folder })
    assert.equal(reopened.cutBytes, 0)
    await reopened.append(bytes('five'))
    assert.deepEqual(await readJournal(reopened), ['one', 'two', 'three', 'four', 'five'])
    await reopened.close()
  })

  it('tells nothing before it is on disk, and tells listeners after', async () => {
    const journal = new Journal({ folder })
    let told = 0
    journal.onDurable(() => told++)
    const waiting = journal.append(bytes('one'))
    assert.equal(journal.segments().at(-1)?.durableEnd, 0)
    await waiting
    assert.equal(told, 1)
    const durableEnd = journal.segments().at(-1)?.durableEnd
    await journal.close()
    assert.equal(statSync(segmentPath(folder, String(listSegments(folder)[0]))).size, durableEnd)
  })

  it('writes all that wait as one group', async () => {
    const journal = new Journal({ folder })
    let groups = 0
    journal.onDurable(() => groups++)
    await Promise.all(Array.from({ length: 500 }, (_, i) => journal.append(bytes(`record ${String(i)}`))))
    assert.ok(groups <= 2, `${String(groups)} groups`)
    await journal.close()
  })

  it('starts a new segment when one is large enough, and forgets one on request', async () => {
    const journal = new Journal({ folder, segmentBytes: 40 })
    for (const text of ['first record', 'second record', 'third record', 'fourth record', 'fifth record']) {
      await journal.append(bytes(text))
    }
    const [oldest, ...later] = journal.segments()
    assert.ok(oldest?.closed && later.length === 2, JSON.stringify(journal.segments()))
    journal.remove(oldest.segment)
    assert.deepEqual(await readJournal(journal), ['third record', 'fourth record', 'fifth record'])
    assert.throws(() => {
      journal.remove(String(later.at(-1)?.segment))
    }, /not a closed one/)
    await journal.close()
  })

  it('never uses a segment name twice, and sorts names by writing even when the clock steps back', () => {
    const first = nextSegmentName(undefined, 1_800_000_000_000)
    const second = nextSegmentName(first, 1_700_000_000_000)
    assert.ok(first < second)
    assert.notEqual(
      nextSegmentName(undefined, 1_800_000_000_000),
      nextSegmentName(undefined, 1_800_000_000_000),
    )
  })

  it('cuts a torn tail off at the last whole record, wherever it was torn', async () => {
    const journal = new Journal({ folder })
    const texts = ['a', 'second', 'the third record', 'x'.repeat(90)]
    const ends: number[] = []
    for (const text of texts) {
      await journal.append(bytes(text))
      ends.push(journal.segments()[0]?.durableEnd ?? -1)
    }
    await journal.close()
    const name = String(listSegments(folder)[0])
    const whole = readFileSync(segmentPath(folder, name))
    const torn = join(folder, 'torn')
    for (let length = 0; length <= whole.length; length++) {
      rmSync(torn, { recursive: true, force: true })
      mkdirSync(torn)
      writeFileSync(segmentPath(torn, name), whole.subarray(0, length))
      const kept = ends.filter((end) => end <= length).length
      const opened = new Journal({ folder: torn })
      assert.deepEqual(await readJournal(opened), texts.slice(0, kept), `torn after ${String(length)} bytes`)
      // zeros at the end of what was torn cannot be told from room that was never used
      assert.ok(opened.cutBytes <= length - (ends[kept - 1] ?? 0))
      await opened.append(bytes('after the crash'))
      assert.deepEqual(await readJournal(opened), [...texts.slice(0, kept), 'after the crash'])
      await opened.close()
    }
  })

  it('never reads a changed byte as a record', async () => {
    const journal = new Journal({ folder })
    const texts = ['first', 'second', 'third']
    for (const text of texts) await journal.append(bytes(text))
    await journal.close()
    const name = String(listSegments(folder)[0])
    const whole = readFileSync(segmentPath(folder, name))
    const damaged = join(folder, 'damaged')
    mkdirSync(damaged)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const copy = Buffer.from(whole)
        copy.writeUInt8(copy.readUInt8(at) ^ mask, at)
        writeFileSync(segmentPath(damaged, name), copy)
        const opened = new Journal({ folder: damaged })
        const read = await readJournal(opened)
        await opened.close()
        assert.ok(read.length < texts.length)
        assert.deepEqual(read, texts.slice(0, read.length))
      }),
      { numRuns: 60 },
    )
  })

  it('does not read a segment under another name', async () => {
    const journal = new Journal({ folder })
    await journal.append(bytes('one'))
    await journal.close()
    const name = String(listSegments(folder)[0])
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    copyFileSync(segmentPath(folder, name), segmentPath(elsewhere, name))
    renameSync(segmentPath(elsewhere, name), segmentPath(elsewhere, nextSegmentName(undefined, 1)))
    const opened = new Journal({ folder: elsewhere })
    assert.deepEqual(await readJournal(opened), [])
    await opened.close()
  })

  it('refuses what waits beyond its bound, an empty record, and anything after it was closed', async () => {
    const journal = new Journal({ folder, maxWaiting: 1 })
    const first = journal.append(bytes('one'))
    await assert.rejects(journal.append(bytes('two')), { name: 'Unavailable' })
    await first
    await assert.rejects(journal.append(bytes('')), RangeError)
    await journal.close()
    await assert.rejects(journal.append(bytes('three')), { name: 'Unavailable' })
  })
})
