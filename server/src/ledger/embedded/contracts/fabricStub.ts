/**
 * Fabric's own stub, loaded into this process without its side effects. Source: fabric-shim 2.5.8, `lib/stub.js`, which is
 * not in its types.
 */
import { createRequire } from 'node:module'
import type { ChaincodeStub as FabricStub } from 'fabric-shim'
import { quietShim } from '../../../../../chaincode/src/quietShim.ts'

const require = createRequire(import.meta.url)

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
interface ShimFields {
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
  ): FabricStub & ShimFields
}

export const ChaincodeStub = require('fabric-shim/lib/stub.js') as ChaincodeStubClass
quietShim()
giveListenersBack()

/** The shim answers the process's unhandled errors by logging them, which would keep a broken server running. */
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
