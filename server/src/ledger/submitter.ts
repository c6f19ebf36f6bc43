/** The way of every change from a use case to the ledger: stored first, sent once, answered when the replica shows it. */
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { canonicalJson } from '../../../chaincode/src/domain/canonicalJson.ts'
import type {
  LedgerEvent,
  Msp,
  TransactionEvent,
  TransactionInput,
  TransactionName,
} from '../../../chaincode/src/domain/ledgerApi.ts'
import { parseViolation, RuleViolation } from '../../../chaincode/src/domain/violation.ts'
import { Refusal } from '../platform/http/problem.ts'
import { Unavailable } from '../platform/unavailable.ts'
import type { OutboxEntry, OutboxKey, OutboxStore, Outcome } from './outbox/outboxStore.ts'
import type { Ledger, Receipt } from './port.ts'
import type { Replica } from './replica.ts'

export interface SubmitCall<Fn extends TransactionName> {
  /** The organisation that signs. */
  as: Msp
  /** Null where nobody will ask again under the same key. */
  idempotency: OutboxKey | null
  /** Called at most once, and not for a repeat: that sends the input of the first time. */
  build: () => TransactionInput<Fn> | Promise<TransactionInput<Fn>>
  /** Goes to the contract and is stored nowhere. */
  secret?: Readonly<Record<string, Uint8Array>>
}

export interface Submitter {
  /**
   * Resolves once this server's replica has the block. The same caller, key and body get the same answer, whatever it was; an
   * errand that was refused is tried again.
   * @throws RuleViolation the rules said no; `Refusal` IDEMPOTENCY_KEY_REUSED: the caller's key came with another body;
   * `Unavailable`, whose `outcomeKnown` says whether the change may have happened
   */
  submit<Fn extends TransactionName>(fn: Fn, call: SubmitCall<Fn>): Promise<Receipt<TransactionEvent<Fn>>>
}

/** How long an answer waits for the replica; longer, and the caller learns that the outcome is not known yet. */
const shownWithinMs = 10_000

export class OutboxSubmitter implements Submitter {
  readonly #ledger: Ledger
  readonly #replica: Replica
  readonly #outbox: OutboxStore
  readonly #log: Logger
  readonly #clock: () => number

  /** @param parts `clock`: the ledger's, ms since 1970, which says how old a request is; the system's by default */
  constructor(parts: {
    ledger: Ledger
    replica: Replica
    outbox: OutboxStore
    log: Logger
    clock?: () => number
  }) {
    this.#ledger = parts.ledger
    this.#replica = parts.replica
    this.#outbox = parts.outbox
    this.#log = parts.log
    this.#clock = parts.clock ?? Date.now
  }

  async submit<Fn extends TransactionName>(
    fn: Fn,
    call: SubmitCall<Fn>,
  ): Promise<Receipt<TransactionEvent<Fn>>> {
    const entry = await this.#enter(fn, call)
    // The entry's event is this function's: the ledger made it, or an equal request of the same function before.
    return await this.send(entry, call.secret)
  }

  /** Sends a stored entry, for the first time or again; the ledger makes it happen once. */
  async send(
    entry: OutboxEntry,
    secret?: Readonly<Record<string, Uint8Array>>,
  ): Promise<Receipt<LedgerEvent>> {
    try {
      return await this.#sendOnce(entry, secret)
    } catch (error) {
      if (!(error instanceof Unavailable) || error.outcomeKnown) throw error
      const { what, retryAfterMs } = error
      const { requestId } = entry
      throw new Unavailable(what, { retryAfterMs, outcomeKnown: false, requestId, cause: error })
    }
  }

  /**
   * What became of an entry, where the ledger can tell without being asked for it anew.
   * @returns false where nothing came of it
   * @throws Unavailable where it is still not known
   */
  async settle({ requestId, msp }: OutboxEntry): Promise<boolean> {
    const receipt = await this.#ledger.settle?.(requestId, { as: msp })
    if (receipt === null || receipt === undefined) return false
    const { height, txId } = receipt
    await this.#outbox.record(requestId, {
      status: 'done',
      event: receipt.event as LedgerEvent,
      height,
      txId,
    })
    return true
  }

  async #sendOnce(
    entry: OutboxEntry,
    secret?: Readonly<Record<string, Uint8Array>>,
  ): Promise<Receipt<LedgerEvent>> {
    const { outcome } = entry
    if (outcome.status === 'refused') throw parseViolation(outcome.refusal) ?? new Error(outcome.refusal)
    if (outcome.status === 'done') {
      const { event, height, txId } = outcome
      await this.#shown(height + 1)
      return { event, height, txId, repeated: true }
    }
    const receipt = await this.#order(entry, secret)
    // A repeat was answered from the state, so any block up to now may be the one that made it.
    await this.#shown(receipt.repeated ? await this.#ledger.height() : receipt.height + 1)
    return receipt
  }

  /** The entry of this request: a new one, or the one that its caller's key already has. */
  async #enter<Fn extends TransactionName>(fn: Fn, call: SubmitCall<Fn>): Promise<OutboxEntry> {
    const { as, idempotency, build, secret } = call
    const earlier = idempotency && (await this.#earlier(idempotency))
    if (earlier !== null) return earlier
    const entry = {
      requestId: uuidv7({ msecs: this.#clock() }),
      fn,
      input: canonicalJson(await build()),
      msp: as,
      hasSecret: secret !== undefined,
    }
    while (!(await this.#outbox.insert({ ...entry, idempotency }))) {
      // Two requests with one key at the same time: the other one was faster, and its input is the one that counts.
      const faster = idempotency && (await this.#earlier(idempotency))
      if (faster !== null) return faster
    }
    return { ...entry, bodyHash: idempotency?.bodyHash ?? null, outcome: { status: 'pending' } }
  }

  async #earlier(idempotency: OutboxKey): Promise<OutboxEntry | null> {
    const entry = await this.#outbox.find(idempotency)
    if (entry?.outcome.status === 'refused' && idempotency.isErrand) {
      await this.#outbox.releaseKey(entry.requestId)
      return null
    }
    if (entry !== null && entry.bodyHash !== idempotency.bodyHash) throw new Refusal('IDEMPOTENCY_KEY_REUSED')
    return entry
  }

  async #order(
    entry: OutboxEntry,
    secret?: Readonly<Record<string, Uint8Array>>,
  ): Promise<Receipt<LedgerEvent>> {
    const { requestId, fn, input, msp } = entry
    const options = { requestId, as: msp, ...(secret && { secret }) }
    try {
      const receipt = await this.#ledger.submit(fn, JSON.parse(input) as never, options)
      const { event, height, txId } = receipt
      // Not waited for: should this be lost, the ledger tells the same again.
      this.#outbox.record(requestId, { status: 'done', event, height, txId }).catch((error: unknown) => {
        this.#log.warn({ err: error, requestId }, 'outbox.outcomeNotStored')
      })
      return receipt
    } catch (error) {
      await this.#recordFailure(requestId, error)
      throw error
    }
  }

  /**
   * Before the caller hears that nothing happened, the outbox must know it: or a restart would send the request again, and
   * what was refused yesterday may be allowed today.
   */
  async #recordFailure(requestId: string, error: unknown): Promise<void> {
    const outcome = outcomeOf(error)
    if (outcome === null) return
    await this.#outbox.record(requestId, outcome).catch((cause: unknown) => {
      throw new Unavailable('database', { outcomeKnown: false, cause })
    })
  }

  /** @throws Unavailable when this server's replica lags far behind; the ledger has the change all the same. */
  async #shown(height: number): Promise<void> {
    if (this.#replica.height >= height) return
    // A plain timer: an AbortSignal costs more than the rest of the wait, and every submit comes by here.
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Unavailable('replica', { outcomeKnown: false }))
      }, shownWithinMs)
      void this.#replica.reached(height).then(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}

/** What is known after a failure; null: whether it happened is not known. */
function outcomeOf(error: unknown): Outcome | null {
  if (error instanceof RuleViolation) return { status: 'refused', refusal: error.message }
  return error instanceof Unavailable && error.outcomeKnown ? { status: 'unsent' } : null
}
