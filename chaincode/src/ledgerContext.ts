/**
 * What a transaction may know, and the once-only wrapper around every submit. Who acts is the creator's MSP, when is the
 * transaction's timestamp: nothing that a caller could choose freely.
 */
import { createHmac, hash } from 'node:crypto'
import fabric from 'fabric-contract-api'
import { concat, toBase64url, utf8 } from './domain/bytes.ts'
import { canonicalJson, parseCanonicalJson } from './domain/canonicalJson.ts'
import type { Act, Decision } from './domain/decision.ts'
import type { OrganisationRecord, QueryInput, QueryName, RequestRecord } from './domain/ledgerApi.ts'
import type { SubmitAnswer, TransactionEvent, TransactionInput, TransactionName } from './domain/ledgerApi.ts'
import { textHashOf, type Hashing } from './domain/names.ts'
import { parseInput, parseQuery } from './domain/parseInput.ts'
import { repeatedEvent, requestKeyOf } from './domain/request.ts'
import { stateKey } from './domain/stateKeys.ts'
import { WorldState } from './worldState.ts'

const hashing: Hashing = {
  sha256(...parts) {
    // One call into OpenSSL: a Hash object costs three times as much.
    return hash('sha256', concat(...parts), 'buffer')
  },
  hmac(key, ...parts) {
    const mac = createHmac('sha256', key)
    for (const part of parts) mac.update(part)
    return mac.digest()
  },
}

export class LedgerContext extends fabric.Context {
  readonly hashing = hashing
  #world: WorldState | null = null

  get world(): WorldState {
    return (this.#world ??= new WorldState(this.stub))
  }

  /** Who acts and when. */
  get act(): Act {
    return { msp: this.stub.getCreator().mspid, now: this.stub.getDateTimestamp().getTime() }
  }

  /** The organisation that signs. */
  async organisation(): Promise<OrganisationRecord | null> {
    return await this.world.read(stateKey.organisation(this.act.msp))
  }

  /** A field of the transient data, or undefined. */
  secret(name: string): Uint8Array | undefined {
    return this.stub.getTransient().get(name)
  }

  /**
   * Runs a submit once for its request id: checks the id, answers a repeat with the earlier event, else lets `decide`
   * load and decide, and only then writes. Answers a SubmitAnswer as canonical JSON; a refusal has written nothing.
   */
  async once<Fn extends TransactionName>(
    fn: Fn,
    requestId: string,
    input: string,
    decide: (input: TransactionInput<Fn>, act: Act) => Promise<Decision<TransactionEvent<Fn>>>,
  ): Promise<string> {
    const { act } = this
    const requestKey = requestKeyOf(act, requestId)
    const inputHash = toBase64url(textHashOf(hashing, input))
    const earlier = await this.world.read<RequestRecord>(requestKey)
    if (earlier !== null) return answer(repeatedEvent(earlier, fn, inputHash, requestId), true)

    const decision = await decide(parseInput(fn, parseCanonicalJson(input)), act)
    const request: RequestRecord = { v: 1, fn, input: inputHash, event: decision.event }
    await this.#commit(decision)
    await this.world.write(requestKey, request)
    return answer(decision.event, false)
  }

  async #commit({ writes, privateWrites, event }: Decision): Promise<void> {
    await Promise.all(writes.map(({ key, record }) => this.world.write(key, record)))
    const secrets = privateWrites ?? []
    await Promise.all(secrets.map((each) => this.world.writePrivate(each.collection, each.key, each.record)))
    this.stub.setEvent(event.type, utf8(canonicalJson(event)))
  }

  /** A query: the record under the key that its input names, as canonical JSON (`null` where there is none). */
  async query<Query extends QueryName>(
    query: Query,
    input: string,
    key: (input: QueryInput<Query>) => string,
  ): Promise<string> {
    return canonicalJson(await this.world.read(key(parseQuery(query, parseCanonicalJson(input)))))
  }
}

function answer(event: SubmitAnswer['event'], repeated: boolean): string {
  return canonicalJson({ event, repeated } satisfies SubmitAnswer)
}

/**
 * The base of every contract. Its own method is no transaction: the dispatcher offers what stands on a contract's own
 * prototype, and all of it, so contracts keep their helpers outside the class.
 */
export class LedgerContract extends fabric.Contract {
  override createContext(): LedgerContext {
    return new LedgerContext()
  }
}
