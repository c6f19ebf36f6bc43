/**
 * A ledger in a few maps, for the contracts' own tests: the real dispatcher and Fabric's stub above, and below them a state
 * with Fabric's semantics. Reads see what is committed, never own writes; a refused transaction leaves nothing.
 */
import { hash as digest } from 'node:crypto'
import { contracts } from '../../chaincode/src/index.ts'
import type {
  Msp,
  SubmitAnswer,
  TransactionInput,
  TransactionName,
} from '../../chaincode/src/domain/ledgerApi.ts'
import { canonicalJson } from '../../chaincode/src/domain/canonicalJson.ts'
import { parseViolation, type RuleViolation } from '../../chaincode/src/domain/violation.ts'
import { issueAuthority, newPrivateKey } from '../../server/src/ledger/embedded/identity/certificates.ts'
import { contractCaller } from '../../server/src/ledger/embedded/contracts/contractCaller.ts'
import type { Peer } from '../../server/src/ledger/embedded/contracts/fabricStub.ts'

type Bytes = Uint8Array
const nothing = new Uint8Array()
const refuse = (what: string) => () => Promise.reject(new Error(`a submit asked for ${what}`))

/** One transaction's view of the state, and what it would write. */
class MemoryPeer implements Peer {
  readonly writes = new Map<string, Bytes | null>()
  readonly privateWrites = new Map<string, Bytes | null>()
  readonly reads: string[] = []
  readonly #ledger: MemoryLedger

  constructor(ledger: MemoryLedger) {
    this.#ledger = ledger
  }

  handleGetState = (collection: string, key: string) => {
    this.reads.push(collection ? `${collection}:${key}` : key)
    const held = collection
      ? this.#ledger.privateState.get(`${collection}:${key}`)
      : this.#ledger.state.get(key)
    return Promise.resolve(held ?? nothing)
  }
  handlePutState = (collection: string, key: string, value: Bytes | null) => {
    const copy = value && Uint8Array.from(value)
    if (collection) this.privateWrites.set(`${collection}:${key}`, copy)
    else this.writes.set(key, copy)
    return Promise.resolve()
  }
  handleDeleteState = (collection: string, key: string) => this.handlePutState(collection, key, null)
  handlePurgeState = this.handleDeleteState
  handleGetPrivateDataHash = (collection: string, key: string) => {
    const held = this.#ledger.privateState.get(`${collection}:${key}`)
    return Promise.resolve(held ? digest('sha256', held, 'buffer') : nothing)
  }
  handleGetStateByRange = refuse('a range')
  handleGetHistoryForKey = refuse('history')
  handleGetQueryResult = refuse('a rich query')
  handleInvokeChaincode = refuse('another chaincode')
  handlePutStateMetadata = refuse('a key-level policy')
  handleGetStateMetadata = refuse('a key-level policy')
}

export interface Call {
  as: Msp
  /** Transaction's timestamp, integer ms. */
  now: number
  requestId?: string
  secret?: Record<string, Bytes>
}

export interface Outcome {
  answer: SubmitAnswer | null
  /** The violation that the message carries, null for none. */
  violation: RuleViolation | null
  message: string
  /** The chaincode event, parsed. */
  event: { name: string; payload: unknown } | null
  /** Canonical JSON by key; null deletes. */
  writes: Record<string, string | null>
  privateWrites: Record<string, string | null>
  reads: string[]
}

const certificates = new Map<Msp, Bytes>()
const text = (value: Bytes | null) => (value === null ? null : Buffer.from(value).toString())
const texts = (values: Map<string, Bytes | null>) =>
  Object.fromEntries([...values].map(([key, value]) => [key, text(value)]))

export class MemoryLedger {
  readonly state = new Map<string, Bytes>()
  readonly privateState = new Map<string, Bytes>()
  readonly #callContract = contractCaller(contracts, 5000)
  #transactions = 0

  /** Simulates and, where the contract says yes, commits. */
  async submit<Fn extends TransactionName>(
    fn: Fn,
    input: TransactionInput<Fn>,
    call: Call,
  ): Promise<Outcome> {
    return await this.invoke(fn, [call.requestId ?? this.requestIdAt(call.now), canonicalJson(input)], call)
  }

  async invoke(fn: string, args: string[], { as, now, secret = {} }: Call): Promise<Outcome> {
    const peer = new MemoryPeer(this)
    const txId = String(++this.#transactions).padStart(64, '0')
    const creator = { mspid: as, idBytes: await certificateOf(as) }
    const proposal = { channel: 'test', txId, fn, args, at: now, creator, secret }
    const { payload, message, event } = await this.#callContract(proposal, peer)
    if (payload !== null) this.#commit(peer)
    return {
      answer:
        payload === null || payload.length === 0 ? null : (JSON.parse(String(text(payload))) as SubmitAnswer),
      violation: parseViolation(message),
      message,
      event: event && { name: event.name, payload: JSON.parse(String(text(event.payload))) },
      writes: texts(peer.writes),
      privateWrites: texts(peer.privateWrites),
      reads: peer.reads,
    }
  }

  /** A new UUIDv7 of this ms. */
  requestIdAt(now: number): string {
    const hex = now.toString(16).padStart(12, '0')
    const count = (++this.#transactions).toString(16).padStart(12, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${count}`
  }

  #commit(peer: MemoryPeer): void {
    for (const [writes, state] of [
      [peer.writes, this.state],
      [peer.privateWrites, this.privateState],
    ] as const) {
      for (const [key, value] of writes) {
        if (value === null) state.delete(key)
        else state.set(key, value)
      }
    }
  }
}

async function certificateOf(msp: Msp): Promise<Bytes> {
  const issued = certificates.get(msp) ?? Buffer.from(await issueAuthority(msp, newPrivateKey(), Date.now()))
  certificates.set(msp, issued)
  return issued
}
