import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import { openMasterKey } from '../../../server/src/platform/masterKey.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const nodeKey = Buffer.from('the private key of a node')

describe('keystore', () => {
  const folder = temporaryFolder()
  const open = () => openKeystore(folder.path, openMasterKey(folder.path, null))

  it('gives back after a restart what was written before it', () => {
    open().write('node-RegulatorMSP', nodeKey)
    assert.deepEqual(open().read('node-RegulatorMSP'), nodeKey)
    assert.equal(open().read('node-PharmaciesMSP'), null)
  })

  it('makes a key once', () => {
    const first = open().readOrCreate('org-secret', () => nodeKey)
    const second = open().readOrCreate('org-secret', () => Buffer.from('another'))
    assert.deepEqual([first, second], [nodeKey, nodeKey])
  })

  it('keeps keys encrypted, in files for their owner alone', () => {
    open().write('node', nodeKey)
    const path = join(folder.path, 'keys', 'node.enc')
    assert.equal(readFileSync(path).includes(nodeKey), false)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.equal(statSync(join(folder.path, 'secret.key')).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(join(folder.path, 'keys')), ['node.enc'])
  })

  it('notices every changed byte, and a file put in the place of another', () => {
    open().write('node', nodeKey)
    const path = join(folder.path, 'keys', 'node.enc')
    const whole = readFileSync(path)
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(path, changed)
      assert.throws(() => open().read('node'), new RegExp('node.enc'), `byte ${String(at)}`)
    }
    writeFileSync(path, whole)
    copyFileSync(path, join(folder.path, 'keys', 'other.enc'))
    assert.throws(() => open().read('other'), /was changed, or belongs to another master key/)
    assert.deepEqual(open().read('node'), nodeKey)
  })

  it('refuses names that would leave the folder', () => {
    for (const name of ['../lock', '', 'a/b', '.hidden'])
      assert.throws(() => open().read(name), /no name for a key/)
  })

  it('does not make a new master key while keys of the old one are there', () => {
    open().write('node', nodeKey)
    rmSync(join(folder.path, 'secret.key'))
    assert.throws(open, /secret\.key is missing/)
    assert.equal(existsSync(join(folder.path, 'secret.key')), false)
  })

  it('takes the master key from a file kept elsewhere, and says when that file is none', () => {
    const elsewhere = join(folder.path, 'elsewhere.key')
    writeFileSync(elsewhere, Buffer.alloc(32, 7).toString('base64url'))
    assert.deepEqual(openMasterKey(folder.path, elsewhere), Buffer.alloc(32, 7))
    assert.equal(existsSync(join(folder.path, 'secret.key')), false)
    writeFileSync(elsewhere, 'short')
    assert.throws(() => openMasterKey(folder.path, elsewhere), /3 bytes; a master key is 32 bytes/)
  })
})
