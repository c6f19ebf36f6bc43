import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openEnvironment, type Environment } from '../../server/src/ledger/embedded/chain/environment.ts'
import { StateStore } from '../../server/src/ledger/embedded/chain/stateStore.ts'
import { versionAt } from '../../server/src/ledger/embedded/chain/transaction.ts'
import {
  contractCaller,
  type CallContract,
} from '../../server/src/ledger/embedded/contracts/contractCaller.ts'
import { Simulation } from '../../server/src/ledger/embedded/contracts/simulation.ts'
import { issueAuthority, newPrivateKey } from '../../server/src/ledger/embedded/identity/certificates.ts'
import { FabricPeer } from './fabricPeer.ts'
import { NoteContract, type Step } from './noteContract.ts'

const at = Date.UTC(2026, 2, 2, 9, 0, 0, 123)

describe('contracts in this process', function () {
  this.timeout(60_000)
  const dir = mkdtempSync(join(tmpdir(), 'veritrail-shim-'))
  let environment: Environment
  let child: ChildProcess
  let real: FabricPeer
  let pem: string
  const here = contractCaller([NoteContract], 5000)

  before(async () => {
    environment = openEnvironment(dir, { scratch: true })
    const store = new StateStore(environment)
    environment.root.transactionSync(() => {
      store.write(
        new Map([['old', { version: versionAt(3, 1), value: Buffer.from('state'), buried: false }]]),
      )
    })
    pem = await issueAuthority('PharmaciesMSP', newPrivateKey(), Date.now())
    const address = `127.0.0.1:${await freePort()}`
    const program = fileURLToPath(new URL('realShim.ts', import.meta.url))
    child = spawn(process.execPath, ['--import', 'tsx', program, address], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    assert.ok(child.stdout)
    await once(child.stdout, 'data')
    real = new FabricPeer(address)
    await real.ready
  })
  after(async () => {
    real.close()
    child.kill('SIGKILL')
    await environment.root.close()
    rmSync(dir, { recursive: true, force: true })
  })

  async function run(callContract: CallContract, fn: string, args: string[]) {
    const history = { versions: () => [] }
    const simulation = new Simulation(new StateStore(environment), history, 'submit', () => true)
    const creator = { mspid: 'PharmaciesMSP', idBytes: Buffer.from(pem) }
    const secret = { page: Buffer.from('a secret') }
    const proposal = { channel: 'veritrail', txId: 'ab'.repeat(32), fn, args, at, creator, secret }
    const { payload, message, event } = await callContract(proposal, simulation)
    const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString())
    const told = event && { name: event.name, payload: text(event.payload) }
    return JSON.parse(
      JSON.stringify({ payload: text(payload), message, told, set: simulation.result() }),
    ) as unknown
  }

  const take = (...steps: Step[]): [string, string[]] => ['note:take', ['request', JSON.stringify({ steps })]]
  /** Calls that reach a contract; of the others ours refuses more, and says it in other words (test/chaincode/dispatcher.test.ts). */
  const calls: [string, [string, string[]]][] = [
    [
      'reads and writes',
      take({ do: 'get', key: 'old' }, { do: 'put', key: 'new', value: 'é' }, { do: 'delete', key: 'old' }),
    ],
    ['own writes', take({ do: 'put', key: 'own', value: '1' }, { do: 'get', key: 'own' })],
    ['a write of no bytes', take({ do: 'put', key: 'none', value: '' })],
    ['events', take({ do: 'event', name: 'one', payload: '1' }, { do: 'event', name: 'two', payload: '2' })],
    ['an event without a name', take({ do: 'event', name: '', payload: '1' })],
    ['time and creator', take({ do: 'time' }, { do: 'creator' })],
    [
      'private data',
      take(
        { do: 'putPrivate', key: 'a', value: 'b' },
        { do: 'getPrivate', key: 'a' },
        { do: 'getPrivateHash', key: 'a' },
      ),
    ],
    ['transient data', take({ do: 'putSecret', key: 'diary', field: 'page' })],
    ['transient data that is not there', take({ do: 'putSecret', key: 'diary', field: 'other' })],
    ['an empty private key', take({ do: 'putPrivate', key: '', value: 'b' })],
    ['a refusal', take({ do: 'put', key: 'new', value: '1' }, { do: 'refuse' })],
    ['a key that is refused', take({ do: 'put', key: 'k'.repeat(513), value: '1' })],
    ['input that is not JSON', ['note:take', ['request', '{']]],
    ['a query', ['note:look', ['{"steps":[{"do":"get","key":"old"}]}']]],
  ]
  for (const [name, [fn, args]] of calls) {
    it(`answers as Fabric's own dispatcher does: ${name}`, async () => {
      const expected = await run((proposal, peer) => real.invoke(proposal, peer), fn, args)
      assert.deepEqual(await run(here, fn, args), expected)
    })
  }
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
