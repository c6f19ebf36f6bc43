/**
 * From a call by its name to a contract's method, on every ledger. Fabric's own dispatcher is not used: on every call it parses the
 * caller's certificate, compiles a schema for each argument and formats log lines that nobody reads, which together took
 * as long as a transaction of ours does otherwise; and it answers a call without arguments, and any call of Init, with
 * success, which would order a valid transaction that no contract has seen.
 */
import type fabric from 'fabric-contract-api'
import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub } from 'fabric-shim'

/** Its transactions are the methods of its own prototype. */
export type ContractClass = new () => fabric.Contract

type Method = (this: fabric.Contract, ctx: fabric.Context, ...args: string[]) => Promise<string>

interface Transaction {
  contract: fabric.Contract
  method: Method
}

export class Dispatcher implements ChaincodeInterface {
  readonly #transactions: ReadonlyMap<string, Transaction>

  constructor(contracts: readonly ContractClass[]) {
    this.#transactions = new Map(contracts.flatMap((contract) => transactionsOf(new contract())))
  }

  Init(): Promise<ChaincodeResponse> {
    return Promise.resolve(refused('this chaincode has no initialisation of its own'))
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    try {
      return { status: 200, payload: Buffer.from(await this.#answer(stub)) }
    } catch (error) {
      return refused(error instanceof Error ? error.message : String(error))
    }
  }

  async #answer(stub: ChaincodeStub): Promise<string> {
    const [name, ...args] = stub.getStringArgs()
    if (name === undefined) throw new Error('a transaction needs a name')
    const found = this.#transactions.get(name)
    if (found === undefined) throw new Error(`there is no transaction ${name}`)
    const { contract, method } = found
    const expected = method.length - 1
    if (args.length !== expected) throw new Error(`${name} takes ${expected} arguments, not ${args.length}`)
    const ctx = contract.createContext()
    ctx.stub = stub
    return await method.call(contract, ctx, ...args)
  }
}

/** Statuses of a chaincode's answer are those of HTTP; from 400 on a peer does not endorse. Source: fabric-protos, peer.Response. */
function refused(message: string): ChaincodeResponse {
  return { status: 500, message }
}

function transactionsOf(contract: fabric.Contract): [string, Transaction][] {
  const methods = Object.getPrototypeOf(contract) as Record<string, Method>
  return Object.getOwnPropertyNames(methods).flatMap((name): [string, Transaction][] => {
    const method = methods[name]
    if (name === 'constructor' || method === undefined) return []
    return [[`${contract.getName()}:${name}`, { contract, method }]]
  })
}
