import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Journal } from '../../../server/src/audit/journal.ts'
import { readJournal } from './readJournal.ts'

const appendForever = fileURLToPath(new URL('appendForever.ts', import.meta.url))
const numberOf = (record: string) => Number(record.split(' ')[0])

async function recordsIn(folder: string): Promise<number[]> {
  const journal = new Journal({ folder })
  const records = await readJournal(journal)
  await journal.close()
  return records.map(numberOf)
}

describe('audit journal under faults', function () {
  this.timeout(60_000)
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'veritrail-journal-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('has every acknowledged record, once, after kill -9', async () => {
    for (let round = 0; round < 5; round++) {
      const home = join(folder, String(round))
      const child = spawn(process.execPath, ['--import', 'tsx', appendForever, home])
      let printed = ''
      const enough = 200 + round * 397
      for await (const chunk of child.stdout) {
        printed += String(chunk)
        if (printed.split('\n').length > enough) break
      }
      child.kill('SIGKILL')
      await once(child, 'exit')
      const acknowledged = printed.split('\n').slice(0, -1).map(Number)
      const records = await recordsIn(home)
      assert.equal(new Set(records).size, records.length, 'a record twice')
      const there = new Set(records)
      assert.deepEqual(
        acknowledged.filter((number) => !there.has(number)),
        [],
      )
    }
  })

  it('refuses what does not fit below a file size limit, and keeps the rest', () => {
    // 16 blocks of 1024 bytes, less than a segment; bash, since dash counts in other blocks
    const printed = execFileSync(
      'bash',
      ['-c', 'ulimit -f 16; exec "$0" --import tsx "$1" "$2" 400', process.execPath, appendForever, folder],
      { encoding: 'utf8' },
    )
    const answers = printed.trimEnd().split('\n')
    const acknowledged = answers.filter((answer) => /^\d+$/.test(answer)).map(Number)
    const refused = answers.filter((answer) => answer === 'refused Unavailable')
    assert.equal(acknowledged.length + refused.length, 400)
    assert.ok(acknowledged.length > 10 && refused.length > 10, printed)
    return recordsIn(folder).then((records) => {
      assert.deepEqual(
        records.toSorted((a, b) => a - b),
        acknowledged.toSorted((a, b) => a - b),
      )
    })
  })

  it('answers again when a full disk has room again', async function () {
    if (process.getuid?.() !== 0) {
      process.stderr.write('SKIPPED: a full disk needs root to mount a small tmpfs\n')
      this.skip()
    }
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk])
    try {
      const journal = new Journal({ folder: join(disk, 'journal') })
      const record = (text: string) => journal.append(new TextEncoder().encode(text))
      await record('before')
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(250 * 1024), { flag: 'a' })
      const outcomes = await Promise.allSettled([record('x'.repeat(30_000)), record('too')])
      assert.deepEqual(
        outcomes.map((outcome) => outcome.status),
        ['rejected', 'rejected'],
      )
      unlinkSync(join(disk, 'ballast'))
      await record('after')
      assert.deepEqual(await readJournal(journal), ['before', 'after'])
      await journal.close()
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
