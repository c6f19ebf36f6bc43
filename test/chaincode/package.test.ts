import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { build } from 'esbuild'
import fabric from 'fabric-contract-api'
import { contracts, queryNames, transactionNames } from '../../chaincode/src/index.ts'
import { Dispatcher } from '../../chaincode/src/dispatcher.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
interface Manifest {
  version: string
  engines: { node: string }
  dependencies: Record<string, string>
}

describe('chaincode package', () => {
  const chaincode = JSON.parse(read('chaincode/package.json')) as Manifest
  const product = JSON.parse(read('package.json')) as Manifest

  it('has the versions of the root', () => {
    assert.equal(chaincode.version, product.version)
    assert.deepEqual(chaincode.engines, product.engines)
    for (const [name, version] of Object.entries(chaincode.dependencies)) {
      assert.equal(version, product.dependencies[name], name)
    }
  })

  it('bundles into one file that is byte-identical each time', async () => {
    const bundle = () =>
      build({
        entryPoints: [new URL('chaincode/src/main.ts', root).pathname],
        ...{
          bundle: true,
          platform: 'node',
          keepNames: true,
          format: 'cjs',
          write: false,
          logLevel: 'error',
        },
      })
    const [first, second] = [await bundle(), await bundle()]
    assert.equal(first.outputFiles.length, 1)
    assert.equal(first.outputFiles[0]?.hash, second.outputFiles[0]?.hash)
  }).timeout(60_000)
})

describe('contracts: what can be called', () => {
  const methods = contracts.flatMap((contract) => {
    const name = new contract().getName()
    const own = Object.getOwnPropertyNames(contract.prototype).filter((method) => method !== 'constructor')
    return own.map((method) => `${name}:${method}`)
  })

  it('is exactly the published transactions and queries', () => {
    assert.deepEqual(methods.toSorted(), [...transactionNames, ...queryNames].toSorted())
  })

  // Names are permanent: a block of today names them for ever. Add lines; never change one.
  it('is this list', () => {
    assert.deepEqual(methods.toSorted().join('\n').split('\n'), [
      ...['batch:extend', 'batch:lift', 'batch:read', 'batch:recall', 'batch:register', 'batch:withdraw'],
      ...['organisation:init', 'organisation:read'],
      ...['pack:checkOut', 'pack:destroy', 'pack:export', 'pack:giveFreeSample', 'pack:lock', 'pack:read'],
      ...['pack:reportStolen', 'pack:sample', 'pack:supply', 'pack:undo'],
      ...['packKey:delete', 'packKey:deposit'],
      ...['participant:read', 'participant:vote'],
      ...['product:read', 'product:register'],
      ...['request:prune', 'signingKey:register', 'signingKey:revoke', 'site:register'],
      ...['unit:commission', 'unit:read', 'unit:receive', 'unit:ship'],
    ])
  })

  it('takes a request id and an input, or for a query the input', () => {
    for (const contract of contracts) {
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(contract.prototype))) {
        if (name !== 'constructor') assert.equal((value as () => void).length, name === 'read' ? 2 : 3, name)
      }
    }
  })
})

describe('contracts: the source', () => {
  const files = readdirSync(new URL('chaincode/src/', root), { recursive: true, encoding: 'utf8' })
  const sources = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: read(`chaincode/src/${name}`) }))

  it('reads no ranges, no history and no rich queries', () => {
    const calls =
      /\.(getStateByRange|getStateByPartialCompositeKey|getQueryResult|getHistoryForKey|getPrivateDataByRange)\w*\(/
    assert.deepEqual(
      sources.filter(({ text }) => calls.test(text)).map(({ name }) => name),
      [],
    )
  })

  it('touches the state in one file', () => {
    const calls = /\.(get|put|delete|purge)(State|PrivateData)\w*\(/
    assert.deepEqual(
      sources.filter(({ text }) => calls.test(text)).map(({ name }) => name),
      ['worldState.ts'],
    )
  })
})

describe('Fabric entry', () => {
  const require = createRequire(import.meta.url)
  const ChaincodeStub = require('fabric-shim/lib/stub.js') as new (...args: unknown[]) => never
  const stubWith = (...args: string[]) => {
    const bytes = args.map((arg) => Buffer.from(arg))
    return new ChaincodeStub({}, 'test', 'tx', { getArgsList_asU8: () => bytes }, null)
  }
  const dispatcher = new Dispatcher(contracts)

  for (const [call, refusal] of [
    [[], 'a transaction needs a name'],
    [['drug:supply'], 'there is no transaction drug:supply'],
    [['pack:loadTouched', 'id', '{}'], 'there is no transaction pack:loadTouched'],
    [['pack:constructor'], 'there is no transaction pack:constructor'],
    [['pack:createContext'], 'there is no transaction pack:createContext'],
    [['pack:supply', 'id'], 'pack:supply takes 2 arguments, not 1'],
    [['org.hyperledger.fabric:GetMetadata'], 'there is no transaction org.hyperledger.fabric:GetMetadata'],
  ] as const)
    it(`refuses a call of ${call.join(' ') || 'nothing'}`, async () => {
      const { status, message } = await dispatcher.Invoke(stubWith(...call))
      assert.deepEqual([status, message], [500, refusal])
    })

  it('refuses Init', async () => {
    assert.equal((await dispatcher.Init()).status, 500)
  })

  it('answers with what the contract answers, or with why it refused', async () => {
    class DoorContract extends fabric.Contract {
      constructor() {
        super('door')
      }
      async open(_ctx: fabric.Context, key: string) {
        if (key !== 'right') throw new Error('wrong key')
        return await Promise.resolve('opened')
      }
    }
    const door = new Dispatcher([DoorContract])
    const { status, payload } = await door.Invoke(stubWith('door:open', 'right'))
    assert.deepEqual([status, Buffer.from(payload ?? []).toString()], [200, 'opened'])
    const { message } = await door.Invoke(stubWith('door:open', 'wrong'))
    assert.equal(message, 'wrong key')
  })
})
