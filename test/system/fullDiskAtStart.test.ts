/** A server that is started on a disk that is full already. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { skipLoudly } from '../skipLoudly.ts'
import { Ballast } from './ballast.ts'
import { startProcess, stopAll } from './serverProcess.ts'

/** Every file below `folder`: its name and the SHA-256 of its bytes. */
function contentsOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort()
}

describe('a start on a full disk', function () {
  this.timeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-full-'))
  let mounted = false
  afterEach(async () => {
    await stopAll()
    if (mounted) execFileSync('umount', ['--lazy', folder])
    mounted = false
  })
  after(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('says so and writes nothing, in a new folder and an old one; starts when there is room', async function () {
    if (process.getuid?.() !== 0 || process.platform !== 'linux')
      return skipLoudly(this, 'a full disk needs root on Linux, to mount a small tmpfs')
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', folder])
    mounted = true
    const settings = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'fatal' }
    const refused = async (dataDir: string) => {
      const server = startProcess({ ...settings, DATA_DIR: dataDir })
      assert.equal(await server.ended, 2, server.said.join('\n'))
      const faults = server.said.filter((line) => line.startsWith('  - '))
      assert.equal(faults.length, 1, server.said.join('\n'))
      assert.match(
        faults[0] ?? '',
        /the disk of DATA_DIR .* has 0 MiB left, and a start needs 128: make room/,
      )
    }
    const first = startProcess(settings)
    await first.ready
    assert.equal(await first.stop(), 0)

    const before = contentsOf(settings.DATA_DIR)
    const ballast = new Ballast(folder)
    ballast.fill()
    await refused(settings.DATA_DIR)
    assert.deepEqual(contentsOf(settings.DATA_DIR), before)
    await refused(join(folder, 'new'))
    assert.equal(existsSync(join(folder, 'new')), false)

    ballast.close()
    const again = startProcess(settings)
    await again.ready
    assert.equal(await again.stop(), 0)
  })
})
