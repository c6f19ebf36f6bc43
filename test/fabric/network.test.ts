/** A network's life: up from nothing, up again on kept data, down, and what runs meanwhile. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleChaincode } from '../../network/src/chaincode/bundle.ts'
import type { ChaincodeSource, Network } from '../../network/src/network.ts'
import { startOf } from '../../network/src/processes/processIdentity.ts'
import { openNetwork, startNetwork } from '../../network/src/startNetwork.ts'
import type { Binaries } from '../../network/src/binaries.ts'
import type { Step } from '../ledger/noteContract.ts'
import { listenersOf } from './listenersOf.ts'
import { accessPeer } from './peerAccess.ts'
import { binariesOrSkip, freePortOffset } from './sharedNetwork.ts'

describe('a network of four organisations', () => {
  const dir = mkdtempSync(join(tmpdir(), 'veritrail-network-'))
  let network: Network
  let began = false
  let binaries: Binaries
  let notes: ChaincodeSource

  before(async function () {
    this.timeout(180_000)
    binaries = binariesOrSkip(this)
    notes = {
      name: 'notes',
      version: '1',
      bundle: await bundleChaincode('test/fabric/ledger/noteChaincode.ts'),
    }
    const portOffset = await freePortOffset()
    network = await startNetwork({ dir, binaries, portOffset, chaincode: notes, endsWithProcess: true })
    began = true
  })
  after(async function () {
    this.timeout(60_000)
    if (began) await network.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  /** One submit by the regulator through its first peer, without a second try; `seen` of its event. */
  async function take(...steps: Step[]): Promise<unknown[]> {
    const { gateway, close } = accessPeer(network, 'regulator-0', 'RegulatorMSP')
    try {
      const contract = gateway.getNetwork(network.channel).getContract('notes')
      const options = {
        arguments: [crypto.randomUUID(), JSON.stringify({ steps })],
        endorsingOrganizations: ['RegulatorMSP', 'PharmaciesMSP'],
      }
      const answer = Buffer.from(await contract.submit('note:take', options)).toString()
      return (JSON.parse(answer) as { event: { seen: unknown[] } }).event.seen
    } finally {
      close()
    }
  }
  const running = () => network.nodes().filter(({ pid }) => pid !== null)

  it('takes a submit and a private value at once', async () => {
    assert.deepEqual(await take({ do: 'put', key: 'kept', value: 'from the beginning' }, { do: 'creator' }), [
      'RegulatorMSP',
    ])
    await take({ do: 'putPrivate', key: 'secret', value: 'kept apart' })
    assert.deepEqual(await take({ do: 'getPrivate', key: 'secret' }), ['kept apart'])
  }).timeout(60_000)

  it('is three orderers, six peers and a chaincode process for each peer', () => {
    const count = (kind: string) => running().filter((node) => node.kind === kind).length
    assert.deepEqual([count('orderer'), count('peer'), count('chaincode')], [3, 6, 6])
  })

  it('listens on loopback and nowhere else', function () {
    if (process.platform !== 'linux') this.skip()
    const listeners = running().flatMap(({ pid, name }) =>
      listenersOf(pid ?? 0).map((address) => ({ name, address })),
    )
    // An orderer has three, a peer three, a chaincode process none.
    assert.equal(listeners.length, 27)
    assert.deepEqual(
      listeners.filter(({ address }) => address !== '127.0.0.1'),
      [],
    )
  })

  it('calls its packages as Fabric does', async () => {
    const file = join(dir, 'packages', `${await packageId()}.tar.gz`.replace(':', '-'))
    const asked = ['lifecycle', 'chaincode', 'calculatepackageid', file]
    const { stdout } = await network.peer({ msp: 'RegulatorMSP' }, ...asked)
    assert.equal(stdout.trim(), await packageId())
  }).timeout(30_000)

  async function packageId(): Promise<string> {
    const asked = ['lifecycle', 'chaincode', 'queryinstalled', '--output', 'json']
    const { stdout } = await network.peer({ msp: 'RegulatorMSP' }, ...asked)
    const { installed_chaincodes: installed } = JSON.parse(stdout) as {
      installed_chaincodes: { package_id: string }[]
    }
    return installed[0]?.package_id ?? assert.fail()
  }

  it('starts a chaincode process again that was killed', async () => {
    const { pid } = network.node('notes@regulator-0')
    await network.kill('notes@regulator-0')
    await network.ready('notes')
    assert.deepEqual(await take({ do: 'get', key: 'kept' }), ['from the beginning'])
    assert.notEqual(network.node('notes@regulator-0').pid, pid)
  }).timeout(60_000)

  it('runs a changed contract once it is deployed, and ends the old one', async () => {
    const old = network.nodes().filter(({ kind }) => kind === 'chaincode')
    const changed = Buffer.concat([Buffer.from(notes.bundle), Buffer.from('\n// changed\n')])
    const { sequence, version } = await network.deploy({ ...notes, bundle: changed })
    assert.equal(sequence, 2)
    assert.match(version, /^1\+[0-9a-f]{64}$/)
    assert.deepEqual(await take({ do: 'get', key: 'kept' }), ['from the beginning'])
    assert.deepEqual(
      old.filter(({ pid }) => startOf(pid ?? 0) !== null).map(({ name }) => name),
      [],
    )
  }).timeout(90_000)

  it('leaves no process when it is stopped, chaincode and paused nodes included', async () => {
    const before = running().map(({ name, pid }) => ({ name, pid, started: startOf(pid ?? 0) }))
    network.pause('pharmacies-1')
    await network.stop()
    assert.deepEqual(running(), [])
    assert.deepEqual(
      before.filter(({ pid, started }) => startOf(pid ?? 0) === started),
      [],
    )
  }).timeout(60_000)

  it('goes on with what it has kept, on the same ports', async () => {
    const [, , first] = network.nodes()
    network = await startNetwork({ dir, binaries, chaincode: notes, endsWithProcess: true })
    assert.deepEqual(await take({ do: 'get', key: 'kept' }, { do: 'getPrivate', key: 'secret' }), [
      'from the beginning',
      'kept apart',
    ])
    await take({ do: 'putPrivate', key: 'later', value: 'after a restart' })
    assert.equal(network.nodes()[2]?.endpoint, first?.endpoint)
  }).timeout(90_000)

  it('is as it was when it is started while it runs', async () => {
    const before = running().map(({ name, pid }) => `${name} ${pid ?? ''}`)
    await startNetwork({ dir, binaries, chaincode: notes })
    assert.deepEqual(
      running().map(({ name, pid }) => `${name} ${pid ?? ''}`),
      before,
    )
  }).timeout(60_000)

  it('refuses other ports and another number of orderers than its blocks name', async () => {
    for (const other of [{ portOffset: network.portOffset + 1 }, { orderers: 1 as const }])
      await assert.rejects(startNetwork({ dir, binaries, ...other }), {
        name: 'Refusal',
        message: /stand in its blocks/,
      })
    assert.throws(() => openNetwork({ dir: join(dir, 'nodes'), binaries }), {
      name: 'Refusal',
      message: /there is no network/,
    })
  })

  it('has every acknowledged value after all its processes are killed at once', async () => {
    await take({ do: 'put', key: 'last', value: 'before the lights went out' })
    // Chaincode ends with its peer.
    const nodes = running().filter(({ kind }) => kind !== 'chaincode')
    await Promise.all(nodes.map(({ name }) => network.kill(name)))
    network = await startNetwork({ dir, binaries, chaincode: notes, endsWithProcess: true })
    assert.deepEqual(await take({ do: 'get', key: 'last' }), ['before the lights went out'])
  }).timeout(90_000)
})
