/** Operating a network for years: peers and organisations come, certificates are renewed, and transactions go on. */
import assert from 'node:assert/strict'
import { X509Certificate, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { Binaries } from '../../network/src/binaries.ts'
import { bundleChaincode } from '../../network/src/chaincode/bundle.ts'
import { addOrganisation, addPeer } from '../../network/src/changing/addPeers.ts'
import { renewCertificates } from '../../network/src/changing/renewCertificates.ts'
import type { ChaincodeSource, Network } from '../../network/src/network.ts'
import { startNetwork } from '../../network/src/startNetwork.ts'
import { loadProfile } from '../../server/src/ledger/fabric/profile.ts'
import type { OpenLedger } from '../../server/src/ledger/port.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import type { Step } from '../ledger/noteContract.ts'
import { take, valueOf } from '../ledger/takeNotes.ts'
import { newFolder, openOn } from './ledger/openFabric.ts'
import { accessPeer } from './peerAccess.ts'
import { readAgreedChain } from './peerChain.ts'
import { binariesOrSkip, freePortOffset } from './sharedNetwork.ts'
import { valid } from './validationCodes.ts'

describe('a network that changes', function () {
  this.timeout(120_000)
  const dir = mkdtempSync(join(tmpdir(), 'veritrail-changing-'))
  let network: Network
  let began = false
  let binaries: Binaries
  let notes: ChaincodeSource
  /** A server of all organisations that knows nothing of the changes. */
  let server: OpenLedger

  before(async function () {
    binaries = binariesOrSkip(this)
    const bundle = await bundleChaincode('test/fabric/ledger/noteChaincode.ts')
    notes = { name: 'notes', version: '1', bundle }
    const portOffset = await freePortOffset()
    network = await startNetwork({ dir, binaries, portOffset, chaincode: notes, endsWithProcess: true })
    began = true
    server = await openOn(network, 'notes')
  })
  after(async () => {
    if (began) await server.close()
    if (began) await network.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  /** Signed by an organisation at one of its peers, endorsed by these, and by every peer taken for valid. */
  async function commit(
    at: { node: string; msp: string },
    endorsers: string[],
    ...steps: Step[]
  ): Promise<void> {
    const { gateway, close } = accessPeer(network, at.node, at.msp)
    try {
      const contract = gateway.getNetwork(network.channel).getContract('notes')
      const submitted = await contract.submitAsync('note:take', {
        arguments: [crypto.randomUUID(), JSON.stringify({ steps })],
        endorsingOrganizations: endorsers,
      })
      const { transactionId, blockNumber, code } = await submitted.getStatus()
      assert.equal(code, valid)
      const { codes } = await readAgreedChain(network, Number(blockNumber))
      assert.equal(codes.get(transactionId), valid)
    } finally {
      close()
    }
  }
  /** While the work is done, the server goes on writing, and is refused nothing. */
  async function undisturbed(work: () => Promise<void>): Promise<void> {
    let [written, isDone] = [0, false]
    const writing = (async () => {
      while (!isDone || written === 0) {
        await take(server, [note(`meanwhile ${crypto.randomUUID()}`)])
        written++
      }
    })()
    await work().finally(() => (isDone = true))
    await writing
  }
  const note = (key: string): Step => ({ do: 'put', key, value: 'written' })
  const regulator = { node: 'regulator-0', msp: 'RegulatorMSP' }

  /** Of the certificate with which a node serves. */
  async function servedBy(name: string): Promise<string> {
    const [host, port] = network.node(name).endpoint?.split(':') ?? []
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ALPNProtocols: ['h2'] })
    await once(socket, 'secureConnect')
    const { fingerprint256 } = socket.getPeerX509Certificate() ?? assert.fail(`${name} shows no certificate`)
    socket.destroy()
    return fingerprint256
  }

  it('takes a peer more, which has all blocks and can endorse in the place of the first', async () => {
    await commit(regulator, ['RegulatorMSP', 'PharmaciesMSP'], note('before'))
    await undisturbed(async () => {
      network = await addPeer({ dir, binaries }, 'manufacturers')
    })
    assert.equal(network.node('manufacturers-1').msp, 'ManufacturersMSP')
    const atNew = { node: 'manufacturers-1', msp: 'ManufacturersMSP' }
    await commit(atNew, ['RegulatorMSP', 'ManufacturersMSP'], note('through it'))
    await network.kill('manufacturers-0')
    const { gateway, close } = accessPeer(network, 'manufacturers-1', 'ManufacturersMSP')
    const contract = gateway.getNetwork(network.channel).getContract('notes')
    const steps = [{ do: 'get', key: 'before' }, note('without the first')]
    const answer = await contract
      .submit('note:take', {
        arguments: [crypto.randomUUID(), JSON.stringify({ steps })],
        endorsingOrganizations: ['ManufacturersMSP', 'RegulatorMSP'],
      })
      .finally(close)
    assert.match(Buffer.from(answer).toString(), /"written"/)
    await network.start('manufacturers-0')
    await network.ready('notes')
  })

  it('takes an organisation more, whose endorsement counts once a definition names it', async () => {
    await undisturbed(async () => {
      network = await addOrganisation({ dir, binaries }, 'CustomsMSP', 'customs')
    })
    const customs = { node: 'customs-0', msp: 'CustomsMSP' }
    await commit(customs, ['RegulatorMSP', 'PharmaciesMSP'], note('by customs'))
    await network.deploy(notes)
    await commit(customs, ['RegulatorMSP', 'CustomsMSP'], note('endorsed by customs'))
  })

  for (const name of ['pharmacies-0', 'orderer-2'])
    it(`renews the certificates of ${name}`, async () => {
      const before = await servedBy(name)
      await undisturbed(() => renewCertificates({ dir, binaries }, name))
      assert.notEqual(await servedBy(name), before)
      await network.ready('notes')
      const pharmacies = { node: 'pharmacies-0', msp: 'PharmaciesMSP' }
      await commit(pharmacies, ['RegulatorMSP', 'PharmaciesMSP'], note(`after ${name}`))
    })

  it("renews the identity of an organisation's servers, which go on with what they have followed", async () => {
    const folder = newFolder()
    const kept = {
      ...{ dir: join(folder, 'log'), keystore: openKeystore(folder, randomBytes(32)) },
      profile: 'pharmacies' as const,
    }
    const identity = () =>
      new X509Certificate(loadProfile(network.profiles.pharmacies).hosts[0]?.certificate ?? '')
    const before = identity()
    const old = await openOn(network, 'notes', kept)
    try {
      await take(old, [note('by the old identity')])
      await renewCertificates({ dir, binaries }, 'pharmacies')
      assert.notEqual(identity().fingerprint256, before.fingerprint256)
      assert.equal(identity().issuer, before.issuer)
      // A server that runs is not disturbed.
      await take(old, [note('by the old identity once more')])
    } finally {
      await old.close()
    }
    const renewed = await openOn(network, 'notes', kept)
    try {
      await take(renewed, [note('by the new identity')])
      assert.equal(await valueOf(renewed, 'by the old identity'), 'written')
      assert.equal(renewed.membership.identity.certificate.fingerprint256, identity().fingerprint256)
    } finally {
      await renewed.close()
    }
  })

  it('comes up again with all of them', async () => {
    const last = await server.height()
    await server.close()
    await network.stop()
    network = await startNetwork({ dir, binaries, chaincode: notes, endsWithProcess: true })
    const names = network.nodes().map(({ name }) => name)
    assert.ok(names.includes('manufacturers-1') && names.includes('customs-0'), names.join())
    await readAgreedChain(network, last - 1)
    await commit(regulator, ['RegulatorMSP', 'PharmaciesMSP'], note('after all'))
    assert.ok(readFileSync(network.profiles.all, 'utf8').includes('CustomsMSP'))
  })
})
