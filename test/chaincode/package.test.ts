import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { contracts, queryNames, transactionNames } from '../../chaincode/src/index.ts'

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
