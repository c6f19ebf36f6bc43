import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  beginFolder,
  isUnfinished,
  readNetworkFile,
  removeFolder,
  writeNetworkFile,
} from '../../network/src/folder/networkFile.ts'
import { withFolderLock } from '../../network/src/folder/folderLock.ts'
import { loadNetworkSettings } from '../../network/src/settings.ts'
import { checkout } from '../architecture/sources.ts'

describe("a network's folder", () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'veritrail-network-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))
  const settings = { executeTimeoutMs: 30_000, batchTimeoutMs: 100, logging: 'warn' }

  it('is whole once its file is written, and not before', () => {
    beginFolder(dir)
    assert.deepEqual([isUnfinished(dir), readNetworkFile(dir)], [true, null])
    writeNetworkFile(dir, { v: 1, portOffset: 100, orderers: 3, settings, chaincode: 'notes' })
    assert.equal(isUnfinished(dir), false)
    assert.deepEqual(readNetworkFile(dir), {
      v: 1,
      portOffset: 100,
      orderers: 3,
      settings,
      chaincode: 'notes',
    })
  })

  it('that an interrupted start left is begun anew', () => {
    beginFolder(dir)
    mkdirSync(join(dir, 'crypto'))
    beginFolder(dir)
    assert.equal(existsSync(join(dir, 'crypto')), false)
  })

  it('that holds something else is refused, and nothing in it is touched', () => {
    writeFileSync(join(dir, 'thesis.txt'), 'years of work')
    assert.throws(() => beginFolder(dir), {
      name: 'Refusal',
      message: /thesis\.txt.*nothing in it is touched/,
    })
    assert.throws(() => removeFolder(dir), { name: 'Refusal', message: /nothing was removed/ })
    assert.deepEqual(readdirSync(dir), ['thesis.txt'])
  })

  it('is removed when it is a network, whole or half-made', () => {
    beginFolder(dir)
    removeFolder(dir)
    assert.equal(existsSync(dir), false)
    removeFolder(dir)
  })

  it('is changed by one command at a time', async () => {
    await withFolderLock(dir, async () => {
      await assert.rejects(
        withFolderLock(dir, async () => undefined),
        {
          name: 'Refusal',
          message: new RegExp(`process ${process.pid} works on ${dir}`),
        },
      )
    })
    await withFolderLock(dir, async () => undefined)
  })

  for (const [left, content] of [
    ['by a process that is gone', JSON.stringify({ pid: process.pid, started: 'another day' })],
    ['half-written', '{"pid":'],
  ])
    it(`is free of a lock that was left ${left}`, async () => {
      writeFileSync(join(dir, 'lock'), content ?? '')
      assert.equal(await withFolderLock(dir, async () => 'done'), 'done')
      assert.deepEqual(readdirSync(dir), [])
    })
})

describe("a network's settings", () => {
  it('count relative folders from the checkout, and take empty ones as not set', () => {
    assert.equal(loadNetworkSettings({ FABRIC_DIR: '' }).dir, join(checkout, 'network/data'))
    assert.equal(loadNetworkSettings({ FABRIC_DIR: '/srv/fabric' }).dir, '/srv/fabric')
    assert.equal(loadNetworkSettings({ FABRIC_PORT_OFFSET: '' }).portOffset, undefined)
    assert.equal(loadNetworkSettings({ FABRIC_PORT_OFFSET: '-100' }).portOffset, -100)
  })

  it('refuse an offset that is no number', () => {
    assert.throws(() => loadNetworkSettings({ FABRIC_PORT_OFFSET: 'far' }), /FABRIC_PORT_OFFSET is "far"/)
  })
})
