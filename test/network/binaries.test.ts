import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findBinaries } from '../../network/src/binaries.ts'

describe("Fabric's programs", () => {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-binaries-'))
  after(() => rmSync(folder, { recursive: true }))

  /** A folder of programs of which `peer` says what a release of that version says. */
  function release(version: string, ...without: string[]): string {
    const dir = join(folder, `${version}-${without.join('-')}`)
    mkdirSync(dir)
    for (const name of ['peer', 'orderer', 'configtxgen', 'configtxlator', 'cryptogen', 'osnadmin']) {
      if (without.includes(name)) continue
      writeFileSync(join(dir, name), `#!/bin/sh\nprintf 'peer:\\n Version: ${version}\\n Commit SHA: 0\\n'\n`)
      chmodSync(join(dir, name), 0o755)
    }
    return dir
  }

  it('are taken from FABRIC_BIN before PATH, and named with their version', () => {
    const [named, onPath] = [release('v3.1.5'), release('v3.2.0')]
    assert.deepEqual(findBinaries({ FABRIC_BIN: named, PATH: onPath }), { dir: named, version: 'v3.1.5' })
    const path = ['/nowhere', onPath].join(delimiter)
    assert.deepEqual(findBinaries({ PATH: path }), { dir: onPath, version: 'v3.2.0' })
    assert.equal(findBinaries({ FABRIC_BIN: '', PATH: path }).dir, onPath)
  })

  it('that are built from source may name their version by anything', () => {
    assert.equal(findBinaries({ FABRIC_BIN: release('latest') }).version, 'latest')
  })

  it('that are missing are named in one message, with where they come from', () => {
    const incomplete = release('v3.1.4', 'orderer', 'osnadmin')
    assert.throws(() => findBinaries({ FABRIC_BIN: incomplete }), {
      name: 'Refusal',
      message: new RegExp(
        `orderer, osnadmin are not in FABRIC_BIN \\(${incomplete}\\).*github.com/hyperledger/fabric/releases`,
      ),
    })
    assert.throws(() => findBinaries({ PATH: folder }), /peer, orderer, .* FABRIC_BIN is not set/)
    assert.throws(() => findBinaries({}), /peer, orderer, /)
  })

  for (const old of ['v2.5.12', '3.0.0'])
    it(`of version ${old} are refused`, () => {
      assert.throws(() => findBinaries({ FABRIC_BIN: release(old) }), {
        name: 'Refusal',
        message: new RegExp(`Fabric ${old}; Veritrail needs 3.1 or later`),
      })
    })

  it('that do not run on this machine are refused', () => {
    const dir = release('v3.1.9')
    writeFileSync(join(dir, 'peer'), '\x7fELF of another machine')
    assert.throws(() => findBinaries({ FABRIC_BIN: dir }), /does not run on this machine/)
  })
})
