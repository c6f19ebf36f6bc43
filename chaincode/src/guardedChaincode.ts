/**
 * Fabric's dispatcher with one gap closed: it answers a call without arguments, and any call of Init, with success, which
 * would order a valid transaction that no contract has seen.
 */
import fabric from 'fabric-contract-api'
import shim from 'fabric-shim'
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js'
import { contracts } from './index.ts'

type Stub = Parameters<ChaincodeFromContract['Invoke']>[0]

export class GuardedChaincode extends ChaincodeFromContract {
  constructor(name: string, version: string) {
    const { JSONSerializer } = fabric
    const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } }
    // A copy: the dispatcher adds a contract of its own to the array it is given.
    super([...contracts], serializers, {}, name, version)
  }

  override Init() {
    return Promise.resolve(shim.error('this chaincode has no initialisation of its own'))
  }

  override async Invoke(stub: Stub) {
    if (stub.getArgs().length === 0) return shim.error('a transaction needs a name')
    return await super.Invoke(stub)
  }
}
