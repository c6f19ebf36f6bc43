import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import fabric from 'fabric-contract-api'
import { Dispatcher } from '../../chaincode/src/dispatcher.ts'
import { contracts } from '../../chaincode/src/index.ts'

describe('the dispatcher', () => {
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
