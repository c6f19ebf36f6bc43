/**
 * Fabric's own dispatcher and stub, loaded into this process without their side effects. Source: fabric-shim 2.5.8,
 * `lib/contract-spi/chaincodefromcontract.js` and `lib/stub.js`; neither is in its types.
 */
import { createRequire } from 'node:module'
import fabric from 'fabric-contract-api'

const require = createRequire(import.meta.url)

/** A contract class of fabric-contract-api. */
export type ContractClass = new () => fabric.Contract

export interface ShimResponse {
  status: number
  message?: string
  payload?: Uint8Array
}

/** What `ChaincodeStub` asks its peer; public state has the collection ''. An absent value is empty bytes. */
export interface Peer {
  handleGetState(collection: string, key: string): Promise<Uint8Array>
  handlePutState(collection: string, key: string, value: Uint8Array): Promise<void>
  handleDeleteState(collection: string, key: string): Promise<void>
  handlePurgeState(collection: string, key: string): Promise<void>
  handleGetPrivateDataHash(collection: string, key: string): Promise<Uint8Array>
  handleGetStateByRange(
    collection: string,
    start: string,
    end: string,
    channel: string,
    txId: string,
    metadata?: Uint8Array,
  ): Promise<unknown>
  handleGetHistoryForKey(key: string): Promise<unknown>
  handleGetQueryResult(): Promise<never>
  handleInvokeChaincode(): Promise<never>
  handlePutStateMetadata(): Promise<never>
  handleGetStateMetadata(): Promise<never>
}

/** The fields of fabric-shim's stub that it fills from a signed proposal, and that we fill ourselves. */
export interface ShimStub {
  creator: { mspid: string; idBytes: Uint8Array }
  txTimestamp: { getSeconds(): number; getNanos(): number; toDate(): Date }
  transientMap: Map<string, Uint8Array>
  chaincodeEvent?: { getEventName(): string; getPayload_asU8(): Uint8Array }
}

interface ChaincodeStubClass {
  new (
    peer: Peer,
    channel: string,
    txId: string,
    input: { getArgsList_asU8(): readonly (Uint8Array | string)[] },
    signedProposal: null,
  ): ShimStub
}

interface Chaincode {
  Invoke(stub: ShimStub): Promise<ShimResponse>
}

interface Logger {
  debug: unknown
  info: unknown
  warn: unknown
  error: unknown
}

const loggerNames = [
  './lib/contract.js',
  './lib/jsontransactionserializer.js',
  'contracts-spi/bootstrap.js',
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
  'lib/chaincode.js',
  'lib/handler.js',
  'lib/iterators.js',
  'lib/server.js',
  'lib/stub.js',
]

export const ChaincodeStub = require('fabric-shim/lib/stub.js') as ChaincodeStubClass
// Before the dispatcher is loaded, which takes the class of identities from there.
rememberIdentities()
const ChaincodeFromContract = require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as new (
  contracts: unknown[],
  serializers: unknown,
) => Chaincode
silence()
giveListenersBack()
shortenStringParameters()

/** The dispatcher over these contracts. It keeps and extends the array it is given, so it gets a copy. */
export function createChaincode(contracts: readonly ContractClass[]): Chaincode {
  const serializers = {
    transaction: 'jsonSerializer',
    serializers: { jsonSerializer: (fabric as unknown as { JSONSerializer: unknown }).JSONSerializer },
  }
  return new ChaincodeFromContract([...contracts], serializers)
}

/** winston formats about twenty lines a transaction even when it prints none, and prints refusals with their facts. */
function silence(): void {
  const nothing = () => undefined
  for (const file of ['fabric-shim/lib/logger.js', 'fabric-contract-api/lib/logger.js']) {
    const { getLogger } = require(file) as { getLogger: (name: string) => Logger }
    for (const name of loggerNames)
      Object.assign(getLogger(name), { debug: nothing, info: nothing, warn: nothing, error: nothing })
  }
}

/** Both packages answer the process's unhandled errors by logging them, which would keep a broken server running. */
function giveListenersBack(): void {
  const theirs = new Set([
    'loggerUnhandledRejectionFn',
    'bound _uncaughtException',
    'bound _unhandledRejection',
  ])
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    for (const listener of process.listeners(event as NodeJS.Signals)) {
      if (theirs.has(listener.name)) process.removeListener(event, listener)
    }
  }
}

interface TransactionDescription {
  parameters?: { schema: { type?: string } }[]
}

/**
 * Contracts without decorators take strings only, and for strings the marshaller's work is the count and `toString`. It
 * compiles a JSON schema for each, and under tsx the `require` in one of its debug lines alone costs 25 us a parameter.
 */
function shortenStringParameters(): void {
  const { prototype } = require('fabric-shim/lib/contract-spi/datamarshall.js') as {
    prototype: {
      handleParameters: (
        this: unknown,
        fn: TransactionDescription,
        args: Buffer[],
        prefix: string,
      ) => unknown[]
    }
  }
  const handle = prototype.handleParameters
  prototype.handleParameters = function (fn, args, prefix) {
    const plain =
      fn.parameters?.length === args.length && fn.parameters.every(({ schema }) => schema.type === 'string')
    return plain ? args.map((arg) => arg.toString()) : handle.call(this, fn, args, prefix)
  }
}

/** A certificate is searched and parsed on every call, 40-50 us; the few that a ledger knows are parsed once. */
function rememberIdentities(): void {
  const shim = require('fabric-shim/lib/chaincode.js') as { ClientIdentity: new (stub: ShimStub) => object }
  const known = new WeakMap<Uint8Array, object>()
  shim.ClientIdentity = new Proxy(shim.ClientIdentity, {
    construct(ClientIdentity, [stub]: [ShimStub]) {
      const identity = known.get(stub.creator.idBytes) ?? new ClientIdentity(stub)
      known.set(stub.creator.idBytes, identity)
      return identity
    },
  })
}
