import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BadProfile, loadProfile } from '../../server/src/ledger/fabric/profile.ts'
import { profileAt, writeProfileKeys } from './writeProfile.ts'

describe('the profile of a Fabric network', () => {
  const dir = mkdtempSync(join(tmpdir(), 'veritrail-profile-'))
  const file = join(dir, 'profile.json')
  const whole = profileAt('localhost:8071')
  const [host] = whole.hosts

  before(async () => {
    await writeProfileKeys(dir)
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    writeFileSync(join(dir, 'other.pem'), other.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(join(dir, 'empty.pem'), '')
  })
  after(() => {
    rmSync(dir, { recursive: true })
  })

  function faultOf(profile: unknown): string {
    writeFileSync(file, typeof profile === 'string' ? profile : JSON.stringify(profile))
    try {
      loadProfile(file)
    } catch (error) {
      assert.ok(error instanceof BadProfile)
      return error.message
    }
    return ''
  }

  it('is read with every file that it names', () => {
    writeFileSync(file, JSON.stringify(whole))
    const { channel, chaincode, hosts, organisations } = loadProfile(file)
    assert.deepEqual([channel, chaincode], ['main', 'veritrail'])
    assert.equal(hosts[0]?.privateKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
    assert.match(hosts[0].certificate, /BEGIN CERTIFICATE/)
    assert.match(organisations[0]?.ca ?? '', /BEGIN CERTIFICATE/)
  })

  const faults: [string, unknown, RegExp][] = [
    ['that is no JSON', '{', /profile\.json: it is no JSON/],
    ['of another version', { ...whole, v: 2 }, /profile\.json: v: /],
    ['without organisations to sign for', { ...whole, hosts: [] }, /: hosts: must name an organisation/],
    [
      'with a peer that is no address',
      { ...whole, hosts: [{ ...host, peers: [{ endpoint: 'localhost', tlsCa: 'ca.pem' }] }] },
      /: hosts\[0\]\.peers\[0\]\.endpoint: must be host:port/,
    ],
    [
      'with a file that is missing',
      { ...whole, hosts: [{ ...host, certificate: 'none.pem' }] },
      /: hosts\[0\]\.certificate: \S+none\.pem: there is no such file/,
    ],
    [
      'with a file that is no certificate',
      { ...whole, organisations: [{ msp: 'RegulatorMSP', ca: 'empty.pem' }] },
      /: organisations\[0\]\.ca: \S+empty\.pem: /,
    ],
    [
      'with the key of another certificate',
      { ...whole, hosts: [{ ...host, privateKey: 'other.pem' }] },
      /: hosts\[0\]\.privateKey: \S+other\.pem: it is not the key of hosts\[0\]\.certificate/,
    ],
  ]
  for (const [what, profile, expected] of faults) {
    it(`refuses one ${what}, naming file and field`, () => assert.match(faultOf(profile), expected))
  }

  it('names a profile that is not there', () => {
    assert.throws(() => loadProfile(join(dir, 'absent.json')), /absent\.json: there is no such file/)
  })
})
