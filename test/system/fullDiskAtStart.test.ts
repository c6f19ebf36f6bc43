/** A server that is started on a disk that is full already. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ballast } from './ballast.ts'
import { startProcess, stopAll } from './serverProcess.ts'
import { SmallDisk } from './smallDisk.ts'

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
  const disk = new SmallDisk()
  const { folder } = disk
  afterEach(async () => {
    await stopAll()
    disk.unmount()
  })
  after(() => {
    disk.remove()
  })

  it('says so and writes nothing, in a new folder and an old one; starts when there is room', async function () {
    disk.mount(this, 400)
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
