import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderInUse, lockDataFolder } from '../../../server/src/platform/dataFolderLock.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const lockModule = join(import.meta.dirname, '../../../server/src/platform/dataFolderLock.ts')

/** A process that holds the lock of `folder` until it is killed. */
async function otherServer(folder: string) {
  const script = `
    import { lockDataFolder } from ${JSON.stringify(lockModule)}
    lockDataFolder(${JSON.stringify(folder)})
    setInterval(() => {}, 1000)
    console.log('held')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: 'pipe',
  })
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => assert.fail('did not take the lock')),
  ])
  return child
}

describe('data folder lock', () => {
  const folder = temporaryFolder()
  const lockFile = () => join(folder.path, 'lock')
  const rewrite = (change: object) => {
    writeFileSync(
      lockFile(),
      JSON.stringify({ ...(JSON.parse(readFileSync(lockFile(), 'utf8')) as object), ...change }),
    )
  }

  it('is refused while another server holds the folder, and taken over when that one was killed', async () => {
    const other = await otherServer(folder.path)
    try {
      const inUse = new RegExp(
        `DATA_DIR ${folder.path} is in use by another server \\(process ${String(other.pid)} on `,
      )
      assert.match(folderInUse(folder.path) ?? '', inUse)
      assert.throws(() => lockDataFolder(folder.path), inUse)
    } finally {
      const gone = once(other, 'exit')
      other.kill('SIGKILL')
      await gone
    }
    assert.equal(folderInUse(folder.path), null)
    lockDataFolder(folder.path).release()
    assert.deepEqual(readdirSync(folder.path), [])
  })

  it('is not fooled by a later process with the number of the dead one', () => {
    const lock = lockDataFolder(folder.path)
    rewrite({ started: '1' })
    assert.equal(folderInUse(folder.path), null)
    lockDataFolder(folder.path).release()
    lock.release()
  })

  it('goes by age when the holder runs in another container or on another machine', () => {
    const lock = lockDataFolder(folder.path)
    rewrite({ place: 'elsewhere boot pid:[1]', started: '1' })
    assert.match(folderInUse(folder.path) ?? '', /on elsewhere\)/)
    const aMinuteAgo = new Date(Date.now() - 60_000)
    utimesSync(lockFile(), aMinuteAgo, aMinuteAgo)
    assert.equal(folderInUse(folder.path), null)
    lock.release()
  })

  it('takes over a file that no server wrote', () => {
    writeFileSync(lockFile(), '')
    lockDataFolder(folder.path).release()
    assert.deepEqual(readdirSync(folder.path), [])
  })

  it('releases its own lock only', () => {
    const lock = lockDataFolder(folder.path)
    rewrite({ started: '1' })
    lock.release()
    assert.deepEqual(readdirSync(folder.path), ['lock'])
  })
})
