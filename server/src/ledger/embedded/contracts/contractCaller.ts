/** Calls a contract: one proposal in, one answer out, within a time limit. */
import { Dispatcher, type ContractClass } from '../../../../../chaincode/src/dispatcher.ts'
import { Deadlines } from './deadlines.ts'
import { ChaincodeStub, type Peer } from './fabricStub.ts'

export interface Proposal {
  channel: string
  txId: string
  fn: string
  args: string[]
  /** Integer ms. */
  at: number
  creator: { mspid: string; idBytes: Uint8Array }
  secret: Readonly<Record<string, Uint8Array>>
}

export interface ContractAnswer {
  /** null where the contract refused or failed. */
  payload: Uint8Array | null
  /** Why not; empty when it did. */
  message: string
  event: { name: string; payload: Uint8Array } | null
  /** Did the contract ask for transient data? */
  readSecret: boolean
}

export type CallContract = (proposal: Proposal, peer: Peer) => Promise<ContractAnswer>

/**
 * `timeoutMs` bounds a contract that waits for something that never comes. One that computes without end holds the
 * whole process, as it would hold a peer's chaincode process; nothing in one thread can stop it.
 */
export function contractCaller(contracts: readonly ContractClass[], timeoutMs: number): CallContract {
  const chaincode = new Dispatcher(contracts)
  const deadlines = new Deadlines(timeoutMs)
  return async (proposal, peer) => {
    const args = [proposal.fn, ...proposal.args]
    const stub = new ChaincodeStub(peer, proposal.channel, proposal.txId, new Arguments(args), null)
    stub.creator = proposal.creator
    stub.txTimestamp = new Timestamp(proposal.at)
    const secret = new SecretMap(proposal.secret)
    stub.transientMap = secret
    const { status, payload, message } = await deadlines.within(chaincode.Invoke(stub))
    const event = stub.chaincodeEvent
    return {
      payload: status < 400 ? (payload ?? new Uint8Array()) : null,
      message: message ?? '',
      // A copy: the contract may still hold the bytes.
      event: event ? { name: event.getEventName(), payload: Buffer.from(event.getPayload_asU8()) } : null,
      readSecret: secret.wasRead,
    }
  }
}

class SecretMap extends Map<string, Uint8Array> {
  wasRead = false

  constructor(secret: Readonly<Record<string, Uint8Array>>) {
    super()
    for (const [name, value] of Object.entries(secret)) this.set(name, Buffer.from(value))
  }

  override get(name: string): Uint8Array | undefined {
    this.wasRead = true
    return super.get(name)
  }
}

/** In the shape of protocol buffers. Classes, since under tsx a closure is named anew for each call, a microsecond each. */
class Arguments {
  private readonly args: readonly string[]

  constructor(args: readonly string[]) {
    this.args = args
  }

  /** The stub makes buffers of its own of them. */
  getArgsList_asU8(): readonly string[] {
    return this.args
  }
}

class Timestamp {
  private readonly at: number

  constructor(at: number) {
    this.at = at
  }

  getSeconds(): number {
    return Math.floor(this.at / 1000)
  }

  getNanos(): number {
    return (this.at % 1000) * 1_000_000
  }

  toDate(): Date {
    return new Date(this.at)
  }
}
