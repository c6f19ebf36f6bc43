import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { productChaincode } from '../../network/src/chaincode/bundle.ts'
import { definitionVersion, packageChaincode } from '../../network/src/chaincode/packageChaincode.ts'
import { tarGz } from '../../network/src/chaincode/tarGz.ts'
import { checkout } from '../architecture/sources.ts'

describe('a chaincode package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-package-'))
  after(() => rmSync(folder, { recursive: true }))

  const source = { name: 'veritrail', version: '1.2.3', bundle: Buffer.from("'use strict'\n") }

  /** As the system's tar sees it. */
  function read(archive: Uint8Array, ...args: string[]): string {
    const path = join(folder, 'archive.tar.gz')
    writeFileSync(path, archive)
    return execFileSync('tar', [...args, '-f', path], { encoding: 'utf8', cwd: folder })
  }

  // Another value means that every organisation gets another package of the same code.
  it('has an id that hangs on its content alone', () => {
    assert.equal(
      packageChaincode(source).id,
      'veritrail_1.2.3:f3a174895735593e0d9435cda73798afd0ff14e460966132399d0bcbc5515aa2',
    )
  })

  it('is what Fabric expects: metadata.json and code.tar.gz, with the bundle in it', () => {
    const { file } = packageChaincode(source)
    assert.equal(read(file, '-tz'), 'code.tar.gz\nmetadata.json\n')
    const metadata = read(file, '-xzO', 'metadata.json')
    assert.deepEqual(JSON.parse(metadata), { type: 'veritrail-node', label: 'veritrail_1.2.3' })
    read(file, '-xz')
    const code = execFileSync('tar', ['-xzOf', join(folder, 'code.tar.gz'), 'chaincode.cjs'])
    assert.deepEqual(code, source.bundle)
  })

  it('of a service holds the address and no code, so that code changes without a new package', () => {
    const [one, other] = [source.bundle, Buffer.from('changed')].map((bundle) =>
      packageChaincode({ ...source, bundle, serviceAddress: '127.0.0.1:9051' }),
    )
    assert.equal(one?.id, other?.id)
    read(one?.file ?? assert.fail(), '-xz')
    const connection = execFileSync('tar', ['-xzOf', join(folder, 'code.tar.gz'), 'connection.json'])
    assert.equal((JSON.parse(connection.toString()) as { address: string }).address, '127.0.0.1:9051')
  })

  it('may be larger than one stored block of its compression', () => {
    const content = Buffer.alloc(200_001, 'x')
    const tar = gunzipSync(tarGz([{ name: 'large', content }]))
    assert.deepEqual(tar.subarray(512, 512 + content.length), content)
    assert.equal(tar.length % 512, 0)
  })

  it('is refused a name that a tar header has no room for', () => {
    assert.throws(() => tarGz([{ name: 'x'.repeat(101), content: Buffer.of() }]), /too long/)
  })

  it('is known by version and hash in its definition, which Fabric takes', () => {
    const version = definitionVersion(source)
    assert.match(version, /^1\.2\.3\+[0-9a-f]{64}$/)
    assert.match(version, /^[A-Za-z0-9_.+-]+$/)
    assert.notEqual(definitionVersion({ ...source, bundle: Buffer.from('other') }), version)
    assert.equal(definitionVersion({ ...source, asService: true }), '1.2.3+service')
  })

  it("of the product's contract says nothing about the machine it was made on", async () => {
    const { bundle } = await productChaincode()
    const text = Buffer.from(bundle).toString()
    assert.ok(text.includes('__name(this, "PackContract")'))
    assert.ok(!text.includes(checkout))
  }).timeout(60_000)
})
